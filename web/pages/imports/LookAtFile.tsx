// A file before it is taken in: what it is, how it is to be imported, where its columns go, and what will happen.
import { Button, SegmentedControl, Select, Switch } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KINDS } from '../../../src/fields/field.ts';
import type { FileImport, ImportLook } from '../../../src/http/contract/files.ts';
import { call } from '../../api.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { LackingNotice } from '../access/LackingNotice.tsx';
import { useMay } from '../access/use-may.ts';
import { ColumnChoices } from './ColumnChoices.tsx';
import { EncodingChoice, isOfEncoding, nameOf } from './EncodingChoice.tsx';
import { EntryList } from './EntryList.tsx';
import classes from './Imports.module.css';
import { LabelChoices } from './LabelChoices.tsx';
import { OutcomeTabs, type Shown } from './OutcomeTabs.tsx';
import { DEFAULTS, type Options, previewKey, written } from './send-files.ts';

const WAYS = ['merge', 'refuse', 'create'] as const;

export function LookAtFile({ found: { id, options: given } }: { found: FileImport }) {
  const { t } = useTranslation('files');
  const [options, setOptions] = useState(given ?? DEFAULTS);
  const change = (next: Partial<Options>) => setOptions((before) => ({ ...before, ...next }));
  const look = useQuery({
    queryKey: previewKey(id, options),
    queryFn: ({ signal }) =>
      call('previewImport', { params: { id }, body: { ...options, flagged: false } }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  if (look.error && !look.data)
    return (
      <>
        <ProblemNotice problem={look.error} />
        {isOfEncoding(look.error) && (
          <div className={classes.section}>
            <EncodingChoice
              found={null}
              chosen={options.encoding}
              onChange={(encoding) => change({ encoding })}
            />
          </div>
        )}
      </>
    );
  if (!look.data)
    return (
      <>
        <p role="status" className="quiet">
          {t('reading')}
        </p>
        <Skeletons rows={6} />
      </>
    );
  const mapping = options.mapping ?? look.data.proposal.mapping;
  return (
    <>
      <p className={`quiet ${classes.hint}`}>
        <FileWords look={look.data} />
      </p>
      <OptionsSheet options={options} change={change} look={look.data} />
      {look.data.columns.length > 0 && (
        <ColumnChoices
          look={look.data}
          kind={options.kind}
          mapping={mapping}
          onChange={(next) => change({ mapping: next })}
        />
      )}
      {look.data.labels.length > 0 && (
        <LabelChoices
          labels={look.data.labels}
          without={options.withoutLabels}
          onChange={(withoutLabels) => change({ withoutLabels })}
        />
      )}
      {look.error && <ProblemNotice problem={look.error} />}
      <WhatWillHappen look={look.data} />
      <Decision id={id} look={look.data} options={{ ...options, mapping }} busy={look.isFetching} />
    </>
  );
}

function FileWords({ look }: { look: ImportLook }) {
  const { t } = useTranslation('files');
  const { format, writer, encoding, rows, emptyLines } = look;
  // A table that people write by hand is nobody's.
  const isProgram = writer !== null && writer !== 'a table';
  const what = format !== 'csv' ? t(`format.${format}`) : isProgram ? t('of', { writer }) : t('table');
  return [
    what,
    t('entries', { count: rows }),
    nameOf(encoding),
    ...(emptyLines > 0 ? [t('emptyLines', { count: emptyLines })] : []),
  ].join(' · ');
}

function OptionsSheet({
  options,
  change,
  look,
}: {
  options: Options;
  change: (next: Partial<Options>) => void;
  look: ImportLook;
}) {
  const { t } = useTranslation('files');
  return (
    <section aria-label={t('options')} className={`sheet ${classes.options}`}>
      <Select
        label={t('kind')}
        allowDeselect={false}
        data={[
          { value: 'any', label: t('anyKind') },
          ...KINDS.map((kind) => ({ value: kind, label: t(`kindOf.${kind}`) })),
        ]}
        value={options.kind ?? 'any'}
        onChange={(value) => change({ kind: KINDS.find((kind) => kind === value) ?? null })}
      />
      <div className={classes.way}>
        <span id="import-way">{t('onMatch')}</span>
        <SegmentedControl
          aria-labelledby="import-way"
          data={WAYS.map((way) => ({ value: way, label: t(`way.${way}`) }))}
          value={options.onMatch}
          onChange={(value) => change({ onMatch: value as Options['onMatch'] })}
        />
        <p className={`quiet ${classes.wayWords}`}>{t(`wayWords.${options.onMatch}`)}</p>
      </div>
      {(look.ambiguousDates || options.dates !== null) && (
        <Select
          label={t('dates')}
          allowDeselect={false}
          data={(['none', 'dmy', 'mdy'] as const).map((value) => ({ value, label: t(`order.${value}`) }))}
          value={options.dates ?? 'none'}
          onChange={(value) => change({ dates: value === 'dmy' || value === 'mdy' ? value : null })}
        />
      )}
      <EncodingChoice
        found={look.encoding}
        chosen={options.encoding}
        onChange={(encoding) => change({ encoding })}
      />
      <Switch
        label={t('flagged')}
        description={t('flaggedWords')}
        checked={options.flagged}
        onChange={(event) => change({ flagged: event.currentTarget.checked })}
      />
    </section>
  );
}

function WhatWillHappen({ look }: { look: ImportLook }) {
  const { t } = useTranslation('files');
  const [chosen, setChosen] = useState<Shown>('all');
  const entries = look.sample.filter(({ outcome }) => chosen === 'all' || outcome === chosen);
  const total = chosen === 'all' ? look.rows : (look.outcomes[chosen] ?? 0);
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('preview')}</h2>
      <OutcomeTabs words="outcome" counts={look.outcomes} chosen={chosen} onChoose={setChosen} />
      <EntryList entries={entries} fileNames={look.fileNames} />
      {total > entries.length && (
        <p className={`quiet ${classes.hint}`}>{t('firstOf', { shown: entries.length, total })}</p>
      )}
    </section>
  );
}

function Decision({
  id,
  look,
  options,
  busy,
}: {
  id: string;
  look: ImportLook;
  options: Options;
  busy: boolean;
}) {
  const { t } = useTranslation('files');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const may = useMay('records.edit');
  const params = { id };
  const again = () => {
    for (const name of ['getImport', 'listImports', 'listImportRows'])
      void queryClient.invalidateQueries({ queryKey: [name] });
  };
  const run = useMutation({
    mutationFn: () => call('runImport', { params, body: options }),
    onSuccess: again,
  });
  const leave = useMutation({
    mutationFn: () => call('cancelImport', { params }),
    onSuccess: () => {
      again();
      void navigate({ to: '/imports' });
    },
  });
  const count = written(look.outcomes);
  return (
    <div className={classes.actions}>
      {(run.error ?? leave.error) && <ProblemNotice problem={run.error ?? leave.error} />}
      <LackingNotice permission="records.edit" />
      {count === 0 ? (
        <span role="status">{t('nothingToDo')}</span>
      ) : (
        <Button disabled={!may || busy} loading={run.isPending} onClick={() => run.mutate()}>
          {t('run', { count })}
        </Button>
      )}
      <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>
        {t('drop_file')}
      </Button>
    </div>
  );
}
