import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';

/** In place of a page of the settings, for everybody else. */
export function OnlyAdministrators({ title, text }: { title: string; text: string }) {
  const { t } = useTranslation('configurations');
  return (
    <Page title={title}>
      <EmptyState
        title={t('onlyAdministrators.title')}
        action={
          <Button component={Link} to="/accounts">
            {t('onlyAdministrators.back')}
          </Button>
        }
      >
        {text}
      </EmptyState>
    </Page>
  );
}
