// Which field of a record goes where on a card of this account, with what is found there and one contact to try it with.

import { Button, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { placeName } from '../../../../src/contact/properties/table.ts';
import type { Account } from '../../../../src/http/contract/accounts.ts';
import type { AccountMapping, Entry, KindMapping } from '../../../../src/http/contract/mapping.ts';
import { call, query } from '../../../api.ts';
import { Help } from '../../../components/help/Help.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { Skeletons } from '../../../components/Skeletons.tsx';
import { useFieldErrors } from '../../../field-problems.ts';
import {
  entriesOf,
  isListSection,
  SECTIONS,
  type Section,
  sameEntries,
  sectionOf,
  withDefault,
  withEntry,
  withoutField,
} from './draft.ts';
import { FieldRow } from './FieldRow.tsx';
import { CannotHold, Proposal, Untaken } from './Findings.tsx';
import { FoundLabels } from './FoundLabels.tsx';
import { MappingLook } from './MappingLook.tsx';
import classes from './MappingTab.module.css';
import { type MappingWords, useMappingWords } from './use-mapping-words.ts';

type Kind = KindMapping['kind'];

export function MappingTab({ account }: { account: Account }) {
  const { t } = useTranslation('mapping');
  const { data, error } = useQuery(query('getMapping', { params: { id: account.id } }));
  const [kind, setKind] = useState<Kind>('contact');
  if (error && !data) return <ProblemNotice problem={error} />;
  const mapping = data?.kinds.find((one) => one.kind === kind);
  if (!data || !mapping) return <Skeletons rows={6} />;
  return (
    <div className={classes.tab}>
      <p className={classes.lead}>{t('lead')}</p>
      <div className={classes.kinds}>
        <SegmentedControl
          aria-label={t('kind')}
          value={kind}
          onChange={(next) => setKind(next as Kind)}
          data={data.kinds.map((one) => ({ value: one.kind, label: t(`kinds.${one.kind}`) }))}
        />
        <span className="quiet">{t('cards', { count: mapping.cards })}</span>
        <Help topic="labels" />
      </div>
      <Editor key={kind} account={account} mapping={mapping} provider={data.provider} />
    </div>
  );
}

interface EditorProps {
  account: Account;
  mapping: KindMapping;
  provider: AccountMapping['provider'];
}

function Editor({ account, mapping, provider }: EditorProps) {
  const { t } = useTranslation('mapping');
  const words = useMappingWords(mapping);
  const saved = entriesOf(mapping);
  const [draft, setDraft] = useState<Entry[] | null>(null);
  const entries = draft ?? saved;
  const isChanged = draft !== null && !sameEntries(draft, saved);
  const save = useSaveMapping(account, mapping.kind, () => setDraft(null));
  const faults = useFieldErrors()(save.error);
  const change = (next: Entry[]) => {
    save.reset();
    setDraft(next);
  };
  const isProposed = mapping.proposal.every((entry) =>
    sameEntries(
      [entry],
      entries.filter(({ field }) => field === entry.field),
    ),
  );
  return (
    <div className={classes.columns}>
      <div className={classes.fields}>
        {!isProposed && (
          <Proposal
            mapping={mapping}
            words={words}
            onUse={() =>
              change(
                mapping.proposal.reduce(
                  (list, { field, slot, direction }) => withEntry(list, { field, slot, direction }),
                  entries,
                ),
              )
            }
          />
        )}
        {SECTIONS.map((section) => (
          <SectionOf
            key={section}
            section={section}
            mapping={mapping}
            entries={entries}
            words={words}
            faults={faults}
            onChange={change}
          />
        ))}
        <Untaken mapping={mapping} words={words} />
        <CannotHold provider={provider} />
      </div>
      <MappingLook accountId={account.id} mapping={mapping} entries={entries} words={words} />
      {save.isSuccess && !isChanged && <Planned account={account} />}
      {isChanged && (
        <section className={classes.save} aria-label={t('save.button')}>
          {save.error && Object.keys(faults).length === 0 && <ProblemNotice problem={save.error} />}
          <span>{t('save.text')}</span>
          <Button variant="subtle" color="gray" onClick={() => change(saved)}>
            {t('save.discard')}
          </Button>
          <Button loading={save.isPending} onClick={() => save.mutate(entries)}>
            {t('save.button')}
          </Button>
        </section>
      )}
    </div>
  );
}

function useSaveMapping(account: Account, kind: Kind, onSaved: () => void) {
  const { t } = useTranslation('mapping');
  const queryClient = useQueryClient();
  const params = { id: account.id };
  return useMutation({
    mutationFn: (entries: Entry[]) => call('changeMapping', { params, body: { kind, entries } }),
    onSuccess: (answer) => {
      queryClient.setQueryData(query('getMapping', { params }).queryKey, answer);
      void queryClient.invalidateQueries({ queryKey: ['getAccount'] });
      void queryClient.invalidateQueries({ queryKey: ['previewMapping'] });
      onSaved();
      notifications.show({ message: t('save.done') });
    },
  });
}

/** After saving: that the plan is on its way, and the way to it once it is there. */
function Planned({ account }: { account: Account }) {
  const { t } = useTranslation('mapping');
  const { waiting } = account;
  return (
    <div className={classes.save} role="status">
      <span>{t('save.making')}</span>
      {waiting && (
        <Button
          renderRoot={(props) => (
            <Link
              to="/accounts/$id/plan/$runId"
              params={{ id: account.id, runId: waiting.runId }}
              {...props}
            />
          )}
        >
          {t('save.look')}
        </Button>
      )}
    </div>
  );
}

interface SectionProps {
  section: Section;
  mapping: KindMapping;
  entries: Entry[];
  words: MappingWords;
  faults: Record<string, string>;
  onChange: (entries: Entry[]) => void;
}

function SectionOf({ section, mapping, entries, words, faults, onChange }: SectionProps) {
  const { t } = useTranslation('mapping');
  const fields = mapping.fields.filter(({ places }) => sectionOf(places[0]!) === section);
  if (fields.length === 0) return null;
  const found = isListSection(section) ? mapping.found[section] : [];
  return (
    <section className={`sheet ${classes.section}`} aria-label={t(`section.${section}`)}>
      <h2>{t(`section.${section}`)}</h2>
      <ul className={classes.rows}>
        {fields.map((field) => (
          <FieldRow
            key={`${field.field} ${placeName(field.places[0]!)}`}
            mapping={mapping}
            field={field}
            entry={entries.find((entry) => entry.field === field.field)}
            found={found}
            words={words}
            fault={faults[field.field]}
            onChange={(entry) =>
              onChange(entry ? withEntry(entries, entry) : withoutField(entries, field.field))
            }
            onReset={() => onChange(withDefault(entries, mapping, field.field))}
          />
        ))}
      </ul>
      {isListSection(section) && <FoundLabels found={found} words={words} />}
    </section>
  );
}
