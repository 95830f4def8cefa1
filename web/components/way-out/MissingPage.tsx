import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../EmptyState.tsx';

export function MissingPage() {
  const { t } = useTranslation('frame');
  return (
    <main style={{ display: 'flex', minHeight: '80vh' }}>
      <EmptyState
        alone
        title={t('missing.title')}
        action={
          <Button component={Link} to="/">
            {t('missing.home')}
          </Button>
        }
      >
        {t('missing.words')}
      </EmptyState>
    </main>
  );
}
