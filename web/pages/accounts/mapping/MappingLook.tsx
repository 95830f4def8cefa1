// "Test with one contact": both sides as they would be under the mapping on the screen, as it is edited.
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDate } from '../../../../src/contact/properties/table.ts';
import type { Entry, KindMapping, Look } from '../../../../src/http/contract/mapping.ts';
import { query } from '../../../api.ts';
import { usePlaceWords } from '../../../components/use-place-words.ts';
import { shownDate } from '../../records/dates.ts';
import { inLines } from './in-lines.ts';
import classes from './MappingTab.module.css';
import { type SubjectId, SubjectPicker } from './SubjectPicker.tsx';
import type { MappingWords } from './use-mapping-words.ts';

interface MappingLookProps {
  accountId: string;
  mapping: KindMapping;
  entries: Entry[];
  words: MappingWords;
}

export function MappingLook({ accountId, mapping, entries, words }: MappingLookProps) {
  const { t } = useTranslation('mapping');
  const [chosen, setChosen] = useState<SubjectId | null>(null);
  const [settled] = useDebouncedValue(entries, 250);
  const { data } = useQuery({
    ...query('previewMapping', {
      params: { id: accountId },
      body: { kind: mapping.kind, entries: settled, ...chosen },
    }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const look = data?.subject;
  return (
    <section className={`sheet ${classes.look}`} aria-label={t('look.title')}>
      <h2>{t('look.title')}</h2>
      <p className="quiet">{t('look.text')}</p>
      <SubjectPicker
        accountId={accountId}
        kind={mapping.kind}
        name={look ? (look.record?.name ?? look.card?.name ?? null) : null}
        onChange={setChosen}
      />
      {data && !look && <p className="quiet">{t('look.none')}</p>}
      {look && <Sides look={look} words={words} />}
    </section>
  );
}

function Sides({ look, words }: { look: Look; words: MappingWords }) {
  const { t } = useTranslation('mapping');
  const wordFor = usePlaceWords();
  const shown = useShown();
  return (
    <>
      <Side
        title={t('look.crm')}
        note={look.record ? null : t('look.noRecord')}
        isEmpty={look.fields.length === 0}
      >
        {inLines(look.fields).map((line) => (
          <RecordLine key={line.field} line={line} words={words} />
        ))}
      </Side>
      <Side
        title={t('look.card')}
        note={look.card ? null : t('look.noCard')}
        isEmpty={look.lines.length === 0}
      >
        {look.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines of a card may be alike
          <CardLineOf key={index} line={line} words={words} />
        ))}
      </Side>
      {look.also.length > 0 && (
        <Side title={t('look.also')} note={null} isEmpty={false}>
          {look.also.map(({ property, label, value }) => (
            <Line
              key={`${property} ${label} ${value}`}
              name={wordFor(property, label)}
              value={shown(property, value)}
            />
          ))}
        </Side>
      )}
      {look.losses.length > 0 && (
        <div className={classes.losses}>
          <h3>{t('look.lost')}</h3>
          <ul className={classes.plain}>
            {look.losses.map(({ field, code, room }) => (
              <li key={`${field} ${code}`}>
                {t(`look.loss.${code}`, { field: words.field(field), count: room ?? 0 })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Side({
  title,
  note,
  isEmpty,
  children,
}: {
  title: string;
  note: string | null;
  isEmpty: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation('mapping');
  return (
    <div className={classes.side}>
      <h3>{title}</h3>
      {note && <p className="quiet">{note}</p>}
      {isEmpty ? <p className="quiet">{t('look.empty')}</p> : <dl>{children}</dl>}
    </div>
  );
}

function RecordLine({ line, words }: { line: Look['fields'][number]; words: MappingWords }) {
  const { field, before, after } = line;
  const shown = useShown();
  return (
    <Line
      name={words.field(field)}
      value={after === null ? null : shown(field, after)}
      before={before === null ? null : shown(field, before)}
    />
  );
}

function CardLineOf({ line, words }: { line: Look['lines'][number]; words: MappingWords }) {
  const { t } = useTranslation('mapping');
  const wordFor = usePlaceWords();
  const shown = useShown();
  const { place, label, value, before, field } = line;
  const name = wordFor(place, label);
  const taker = field && words.field(field);
  return (
    <Line
      name={name}
      value={shown(place, value)}
      before={before === null ? null : shown(place, before)}
      goesWith={taker !== null && taker !== name ? t('found.takenBy', { field: taker }) : undefined}
    />
  );
}

function useShown(): (name: string, value: string) => string {
  const { t, i18n } = useTranslation('mapping');
  return (name, value) => {
    if (name === 'photo') return t('look.photo');
    return isDate(name) || name === 'event' ? shownDate(value, i18n.language) : value;
  };
}

function Line({
  name,
  value,
  before = value,
  goesWith,
}: {
  name: string;
  value: string | null;
  before?: string | null;
  goesWith?: string | undefined;
}) {
  const { t } = useTranslation('mapping');
  return (
    <div className={classes.line} data-changed={before !== value || undefined}>
      <dt>{name}</dt>
      <dd>
        <span dir="auto">{value ?? <em>{t('look.emptied')}</em>}</span>
        {before !== value && (
          <span className={classes.was}>
            {before === null ? t('look.isNew') : t('look.was', { value: before })}
          </span>
        )}
        {goesWith && <span className={classes.goesWith}>{goesWith}</span>}
      </dd>
    </div>
  );
}
