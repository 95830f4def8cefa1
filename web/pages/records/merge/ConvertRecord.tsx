// A record becomes one of another kind: what stays, and which values wait until it is converted back.
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { movesBetween, wholeOf } from '../../../../src/fields/catalogue.ts';
import { type Answer, call } from '../../../api.ts';
import { Confirm } from '../../../components/Confirm.tsx';
import { useFieldWords } from '../fields/field-words.ts';
import { useAllFields } from '../fields/use-fields.ts';
import type { Kind } from '../kinds.ts';
import { useRecordCache } from '../use-save.ts';

interface ConvertRecordProps {
  record: Answer<'getRecord'>;
  /** The kind asked for; null while nothing is. */
  kind: Kind | null;
  onClose: () => void;
}

export function ConvertRecord({ record, kind, onClose }: ConvertRecordProps) {
  const { t } = useTranslation(['merge', 'frame']);
  const words = useFieldWords();
  const keep = useRecordCache();
  const fields = useAllFields();
  const convert = useMutation({
    mutationFn: (to: Kind) =>
      call('convertRecord', { params: { id: record.id }, body: { kind: to } }, { ifMatch: record.version }),
    onSuccess: (converted) => {
      onClose();
      keep(converted);
      notifications.show({
        message: t('convert.done', {
          name: converted.displayName,
          kind: t(`frame:kind.${converted.kind}`),
        }),
      });
    },
  });
  const has = (of: Kind | null, key: string) =>
    fields?.some((field) => field.kind === of && field.key === key && field.active) ?? true;
  // These move to the field that holds the same.
  const carried = new Set(kind ? movesBetween(record.kind, kind).flat() : []);
  const waiting = new Set(
    Object.keys(record.values)
      .filter((key) => has(record.kind, key) && !has(kind, key))
      .map(wholeOf)
      .filter((group) => !carried.has(group)),
  );
  return (
    <Confirm
      opened={kind !== null}
      onClose={onClose}
      title={kind ? t(`convert.title.${kind}`, { name: record.displayName }) : ''}
      confirm={kind ? t(`convert.to.${kind}`) : ''}
      onConfirm={() => kind && convert.mutate(kind)}
      busy={convert.isPending}
      problem={convert.error}
    >
      {t(record.links.length > 0 ? 'convert.wordsCards' : 'convert.words')}
      {waiting.size > 0 && (
        <p>
          {t('convert.waiting')} <b>{[...waiting].map((group) => words.group(group)).join(', ')}</b>
        </p>
      )}
    </Confirm>
  );
}
