// What somebody lacks, said before they press anything, and the way to get it.
import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '../../../src/http/contract/access.ts';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import classes from './Lacking.module.css';
import { useRequest } from './use-request.ts';

interface LackingProps {
  permission: Permission;
  /** The button that cannot be pressed, where there is one. */
  children?: React.ReactNode;
}

/** Stands only where `useMay` says no. */
export function Lacking({ permission, children }: LackingProps) {
  const { t } = useTranslation('access');
  const { last, ask } = useRequest(permission);
  return (
    <span className={classes.lacking} role="note">
      {children}
      <span className={classes.words}>
        <IconLock size={15} stroke={1.7} aria-hidden className={classes.icon} />
        <span>
          {t(`lacking.${permission}`)}
          {last && last.state !== 'approved' && (
            <span className="quiet">
              {' '}
              {t(`request.${last.state}`)} <RelativeTime at={last.decidedAt ?? last.createdAt} />
            </span>
          )}
        </span>
      </span>
      {last?.state !== 'open' && (
        <Button size="compact-sm" variant="light" loading={ask.isPending} onClick={() => ask.mutate()}>
          {t(last?.state === 'declined' ? 'askAgain' : 'ask')}
        </Button>
      )}
    </span>
  );
}
