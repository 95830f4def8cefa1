// Sync mobile on the pages of a kind: shown, or hidden and going on.
import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { query } from '../../api.ts';
import type { Field } from '../records/fields/use-fields.ts';
import type { Kind } from '../records/kinds.ts';
import classes from './Layout.module.css';
import type { Layout } from './use-layout.ts';

export function SyncPlate({ kind, fields, layout }: { kind: Kind; fields: Field[]; layout: Layout }) {
  const { t } = useTranslation(['layout', 'records']);
  const field = fields.find(({ type }) => type === 'flag');
  const { data } = useQuery({
    ...query('previewField', { params: { id: field?.id ?? '' } }),
    enabled: field !== undefined,
  });
  if (!field) return null;
  const { visible } = field;
  const set = () =>
    layout.change(field, { visible: !visible }, t(visible ? 'sync.nowHidden' : 'sync.nowShown'));
  return (
    <section className={`sheet ${classes.panel}`} aria-label={t('records:syncMobile')}>
      <Switch
        label={t('sync.show')}
        labelPosition="left"
        styles={{ body: { justifyContent: 'space-between' }, label: { fontWeight: 600, fontSize: 14 } }}
        checked={visible}
        disabled={layout.busy}
        onChange={() => void set().catch(() => undefined)}
      />
      <p className={`${classes.small} ${visible ? 'quiet' : 'warn'}`} style={{ margin: '6px 0 0' }}>
        {visible ? t(`sync.shown.${kind}`) : t(`sync.hidden.${kind}`, { count: data?.records ?? 0 })}
      </p>
    </section>
  );
}
