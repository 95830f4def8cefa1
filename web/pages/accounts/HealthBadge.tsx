import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconHandStop,
  IconKey,
  IconLinkOff,
  IconPlayerPause,
  IconRefresh,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../src/http/contract/accounts.ts';
import classes from './HealthBadge.module.css';
import { type Health, healthOf } from './health.ts';

const LOOKS: Record<Health, { icon: typeof IconClock; tone: 'good' | 'warn' | 'bad' | 'calm' }> = {
  'in-step': { icon: IconCircleCheck, tone: 'good' },
  syncing: { icon: IconRefresh, tone: 'calm' },
  waiting: { icon: IconClock, tone: 'calm' },
  held: { icon: IconHandStop, tone: 'warn' },
  partly: { icon: IconHandStop, tone: 'warn' },
  new: { icon: IconClock, tone: 'calm' },
  leaving: { icon: IconLinkOff, tone: 'warn' },
  paused: { icon: IconPlayerPause, tone: 'warn' },
  'sign-in-needed': { icon: IconKey, tone: 'bad' },
  failing: { icon: IconAlertTriangle, tone: 'bad' },
  late: { icon: IconClock, tone: 'warn' },
  delayed: { icon: IconAlertTriangle, tone: 'bad' },
};

/** How the account is: a sign and its word. */
export function HealthBadge({ account }: { account: Account }) {
  const { t } = useTranslation('accounts');
  const health = healthOf(account, Date.now());
  const { icon: Icon, tone } = LOOKS[health];
  return (
    <span className={`${classes.badge} ${classes[tone]}`}>
      <Icon
        size={14}
        stroke={1.9}
        aria-hidden
        className={health === 'syncing' ? classes.turning : undefined}
      />
      {t(`health.${health}`)}
    </span>
  );
}
