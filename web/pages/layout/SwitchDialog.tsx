// What switching a field on fills, or switching it off or deleting it sets aside: counted before it is done.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../../src/fields/catalogue.ts';
import { type Answer, query } from '../../api.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { useFieldWords } from '../records/fields/field-words.ts';
import type { Field } from '../records/fields/use-fields.ts';
import classes from './Layout.module.css';
import type { Layout } from './use-layout.ts';

export interface Switching {
  field: Field;
  to: 'on' | 'off' | 'gone';
}

interface SwitchDialogProps {
  switching: Switching | null;
  layout: Layout;
  onClose: () => void;
}

export function SwitchDialog({ switching, layout, onClose }: SwitchDialogProps) {
  const { t } = useTranslation('layout');
  const words = useFieldWords();
  const { field, to = 'on' } = switching ?? {};
  const name = field ? words.group(addressOf(field.key) ?? field.key) : '';
  const { data } = useQuery({
    ...query('previewField', { params: { id: field?.id ?? '' } }),
    enabled: field !== undefined,
    staleTime: 0,
  });
  const run = () => {
    if (!field) return;
    const done =
      to === 'gone'
        ? layout.remove(field)
        : layout.change(field, { active: to === 'on' }, t(`${to}.done`, { field: name }));
    done.then(onClose, () => undefined);
  };
  return (
    <Confirm
      opened={switching !== null}
      onClose={onClose}
      title={t(`${to}.ask`, { field: name })}
      confirm={t(`${to}.confirm`)}
      onConfirm={run}
      danger={to === 'gone'}
      busy={layout.busy}
      problem={layout.problem}
    >
      {data ? <Foreseen preview={data} to={to} /> : <Skeletons rows={3} />}
    </Confirm>
  );
}

function Foreseen({ preview, to }: { preview: Answer<'previewField'>; to: Switching['to'] }) {
  const { t } = useTranslation('layout');
  const { records, fills, sends, asks, accounts, sample } = preview;
  const counts =
    to === 'on'
      ? ([
          ['on.back', records],
          ['on.fills', fills],
          ['on.sends', sends],
          ['on.asks', asks],
        ] as const)
      : ([
          [`${to}.aside`, records],
          [`${to}.accounts`, accounts],
        ] as const);
  const said = counts.filter(([, count]) => count > 0);
  return (
    <>
      {said.length === 0 && <p className={classes.foreseen}>{t(`${to}.nothing`)}</p>}
      {said.length > 0 && (
        <ul className={classes.counts}>
          {said.map(([key, count]) => (
            <li key={key}>{t(key, { count })}</li>
          ))}
        </ul>
      )}
      {to === 'on' && sample.length > 0 && (
        <p className={`quiet ${classes.foreseen}`} dir="auto">
          {sample.map(({ recordName }) => recordName).join(' · ')}
          {fills > sample.length && ' …'}
        </p>
      )}
      <p className={`quiet ${classes.foreseen}`}>{t(`${to}.words`)}</p>
    </>
  );
}
