import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../EmptyState.tsx';

/** An address that no screen has; the frame with all that there is stands around it. */
export function MissingPage() {
  const { t } = useTranslation('frame');
  const title = t('missing.title');
  useEffect(() => {
    document.title = `${title} · Rubrica`;
  }, [title]);
  return (
    <EmptyState
      alone
      title={title}
      action={
        <Button component={Link} to="/">
          {t('missing.home')}
        </Button>
      }
    >
      {t('missing.words')}
    </EmptyState>
  );
}
