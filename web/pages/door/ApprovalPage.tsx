// Where the administrator of an organisation comes back to from a provider: mostly somebody who has no user here.
import { Button } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { providerName } from '../../components/ProviderMark.tsx';
import { Door } from './Door.tsx';

export function ApprovalPage() {
  const { t } = useTranslation('door');
  const { outcome, provider } = useSearch({ from: '/door/approval' });
  return (
    <Door
      title={t(`approval.${outcome}.title`)}
      lead={t(`approval.${outcome}.lead`, { name: providerName(provider) })}
    >
      <Button variant="default" mt="md" component={Link} to="/">
        {t('approval.button')}
      </Button>
    </Door>
  );
}
