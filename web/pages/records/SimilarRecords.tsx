// Before a record is made: who is here already, and whether it is somebody else all the same.
import { Button, Group, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../../api.ts';
import { Avatar } from '../../components/Avatar.tsx';
import classes from './NewRecord.module.css';

interface SimilarRecordsProps {
  matches: ApiError['matches'];
  busy: boolean;
  onCreate: () => void;
}

const bringIntoSight = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' });

export function SimilarRecords({ matches, busy, onCreate }: SimilarRecordsProps) {
  const { t } = useTranslation(['records', 'queue', 'frame']);
  return (
    <section ref={bringIntoSight} className={classes.similar} role="alert" aria-label={t('similar.title')}>
      <Stack gap="xs">
        <b>{t('similar.title')}</b>
        <ul>
          {matches.map(({ id, displayName, kind, reasons }) => (
            <li key={id}>
              <Avatar name={displayName} kind={kind} photo={null} size={28} />
              <span>
                <Link to="/records/$id" params={{ id }} className="link" dir="auto">
                  {displayName}
                </Link>{' '}
                <span className="quiet">
                  {[
                    t(`frame:kind.${kind}`),
                    ...reasons.map((reason) => t(`queue:match.reason.${reason}`)),
                  ].join(' · ')}
                </span>
              </span>
            </li>
          ))}
        </ul>
        <Group gap="xs">
          <Button size="sm" variant="default" loading={busy} onClick={onCreate}>
            {t('similar.create')}
          </Button>
        </Group>
      </Stack>
    </section>
  );
}
