import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from './ProblemNotice.tsx';

/** A screen that could not be shown, with a way to try again. */
export function BrokenPage({ error }: { error: unknown }) {
  const { t } = useTranslation('frame');
  const router = useRouter();
  return (
    <main style={{ maxWidth: 560, margin: '12vh auto', padding: 16 }}>
      <ProblemNotice problem={error}>
        <Button variant="default" onClick={() => void router.invalidate()}>
          {t('again')}
        </Button>
      </ProblemNotice>
    </main>
  );
}
