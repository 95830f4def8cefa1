// A value that stands on a card and in no field: which field it is to have, of those that are free or a new one.
import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wholeOf } from '../../../../src/fields/catalogue.ts';
import type { KindMapping } from '../../../../src/http/contract/mapping.ts';
import { LANGUAGES } from '../../../../src/languages.ts';
import { type Answer, call, query } from '../../../api.ts';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { Skeletons } from '../../../components/Skeletons.tsx';
import { usePlaceWords } from '../../../components/use-place-words.ts';
import { entriesOf, withEntry } from '../../accounts/mapping/draft.ts';
import { keyFrom } from '../../layout/key-from.ts';
import type { NewField } from '../../layout/use-layout.ts';
import { useFieldWords } from '../fields/field-words.ts';
import { isShown, useFields } from '../fields/use-fields.ts';
import { useRecordCache } from '../use-save.ts';
import { alsoOnOthers, entryFor, freeFields, type Loose, typeFor } from './give-field.ts';

type RecordView = Answer<'getRecord'>;
const NEW = '';

interface GiveFieldProps {
  record: RecordView;
  accountId: string;
  loose: Loose;
  onClose: () => void;
}

export default function GiveField(props: GiveFieldProps) {
  const { t } = useTranslation('recordPage');
  const { record, accountId, loose, onClose } = props;
  const { data, error } = useQuery(query('getMapping', { params: { id: accountId } }));
  const mapping = data?.kinds.find(({ kind }) => kind === record.kind);
  return (
    <Modal opened onClose={onClose} title={t('give.title', { value: loose.value })}>
      {error ? <ProblemNotice problem={error} /> : null}
      {mapping ? <Choose {...props} mapping={mapping} /> : !error && <Skeletons rows={4} />}
    </Modal>
  );
}

function Choose({ record, accountId, loose, onClose, mapping }: GiveFieldProps & { mapping: KindMapping }) {
  const { t } = useTranslation(['recordPage', 'frame']);
  const words = useFieldWords();
  const placeWord = usePlaceWords()(loose.property, loose.label);
  const { data: me } = useQuery(query('getMe'));
  const fields = useFields(record.kind) ?? [];
  const shown = (field: string) => fields.some((one) => wholeOf(one.key) === field && isShown(one));
  const free = freeFields(mapping, loose, record.values, shown);
  const mayMake = me?.role === 'administrator' && typeFor(loose) !== null;
  const [chosen, setChosen] = useState(free[0] ?? NEW);
  const [name, setName] = useState(placeWord);
  const give = useGiveField({ record, accountId, mapping, loose, onClose });
  const others = alsoOnOthers(mapping, loose);
  const isReady = chosen === NEW ? mayMake && keyFrom(name) !== '' : true;
  return (
    <Stack gap={14}>
      <span className="quiet">{t('give.where', { place: placeWord })}</span>
      {free.length > 0 || mayMake ? (
        <Radio.Group value={chosen} onChange={setChosen} label={t('give.which')}>
          <Stack gap={8} mt={8}>
            {free.map((field) => (
              <Radio key={field} value={field} label={words.group(field)} />
            ))}
            {mayMake && <Radio value={NEW} label={t('give.new')} />}
          </Stack>
        </Radio.Group>
      ) : (
        <span>{t('give.none')}</span>
      )}
      {mayMake && chosen === NEW && (
        <TextInput
          label={t('give.name')}
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      {others > 0 && <span className="quiet">{t('give.others', { count: others })}</span>}
      {give.error ? <ProblemNotice problem={give.error} /> : null}
      <Group justify="space-between">
        <Link to="/accounts/$id/{-$tab}" params={{ id: accountId, tab: 'mapping' }} className="link">
          {t('give.mapping')}
        </Link>
        <Group gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button
            disabled={!isReady}
            loading={give.isPending}
            onClick={() => give.mutate(chosen === NEW ? { name: name.trim() } : { field: chosen })}
          >
            {t('give.do')}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

type Wish = { field: string } | { name: string };

/** The mapping says it of all cards, and this record has the value at once: both sides agree, so nothing is left to sync. */
function useGiveField({
  record,
  accountId,
  mapping,
  loose,
  onClose,
}: GiveFieldProps & { mapping: KindMapping }) {
  const { t } = useTranslation('recordPage');
  const keep = useRecordCache();
  const queryClient = useQueryClient();
  const [params, kind] = [{ id: accountId }, record.kind];
  return useMutation({
    mutationFn: async (wish: Wish) => {
      const field = 'field' in wish ? wish.field : await makeField(record, loose, wish.name);
      const before = entriesOf(mapping);
      const entries = withEntry(before, entryFor(before, field, loose));
      const { subject } = await call('previewMapping', {
        params,
        body: { kind, entries, recordId: record.id },
      });
      const values = Object.fromEntries(
        (subject?.fields ?? [])
          .filter((one) => wholeOf(one.field) === field && one.after !== null && one.after !== one.before)
          .map((one) => [one.field, one.after]),
      );
      await call('changeMapping', { params, body: { kind, entries } });
      return Object.keys(values).length > 0
        ? call('updateRecord', { params: { id: record.id }, body: { values } })
        : call('getRecord', { params: { id: record.id } });
    },
    onSuccess: (next) => {
      onClose();
      keep(next);
      notifications.show({ message: t('give.done', { value: loose.value }) });
    },
    onSettled: () => {
      for (const name of ['getMapping', 'getAccount', 'listFields', 'explainRecord'])
        void queryClient.invalidateQueries({ queryKey: [name] });
    },
  });
}

async function makeField({ kind }: RecordView, loose: Loose, name: string): Promise<string> {
  const made = await call('createField', {
    body: {
      ...{ kind, key: `custom.${keyFrom(name)}`, type: typeFor(loose)! },
      label: Object.fromEntries(LANGUAGES.map((language) => [language, name])) as NewField['label'],
    },
  });
  return made.key;
}
