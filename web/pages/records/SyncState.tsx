import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClockUp, IconMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Row } from './kinds.ts';

const SIGNS = {
  none: { icon: IconMinus, tone: 'quiet' },
  'in-step': { icon: IconCheck, tone: 'good' },
  pending: { icon: IconClockUp, tone: 'quiet' },
  attention: { icon: IconAlertTriangle, tone: 'warn' },
} as const;

/** How the caller's own cards of a record stand: a sign and its word, the word on hover where there is no room. */
export function SyncState({ sync, words = false }: { sync: Row['sync']; words?: boolean }) {
  const { t } = useTranslation('records');
  const { icon: Icon, tone } = SIGNS[sync];
  const label = t(`sync.${sync}`);
  if (words)
    return (
      <span className={tone} style={{ display: 'inline-flex', alignItems: 'baseline', gap: 4 }}>
        <Icon size={15} stroke={1.8} aria-hidden style={{ alignSelf: 'center' }} />
        {label}
      </span>
    );
  return (
    <Tooltip label={label}>
      <span className={tone} role="img" aria-label={label} style={{ display: 'inline-flex' }}>
        <Icon size={16} stroke={1.8} aria-hidden />
      </span>
    </Tooltip>
  );
}
