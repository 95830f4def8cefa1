// A postal address: read as one block, edited as one.
import { SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import classes from '../RecordPage.module.css';
import type { Values } from '../use-save.ts';
import { EditorButtons } from './FieldEditor.tsx';
import { ClashNotice, type RowProps } from './FieldRow.tsx';
import { useFieldWords } from './field-words.ts';
import { useEdit } from './use-edit.ts';
import type { Field } from './use-fields.ts';
import { ValueActs } from './ValueActs.tsx';

/** The lines of an address as it is written on the continent: street, box, code and city, state, country. */
function addressLines(values: Values, prefix: string): string[] {
  const part = (name: string) => values[`${prefix}.${name}`] ?? '';
  const city = [part('postalCode'), part('city')].filter(Boolean).join(' ');
  const state = part('state');
  const town =
    city && state ? (state.length <= 3 ? `${city} (${state})` : `${city}, ${state}`) : city || state;
  return [...part('street').split('\n'), part('poBox'), town, part('country')].filter(Boolean);
}

const WIDE = new Set(['street', 'country']);

export function AddressRow(props: RowProps & { prefix: string; fields: Field[] }) {
  const { prefix, fields, record, save, readOnly, adding = false, onAdded } = props;
  const { t } = useTranslation('records');
  const words = useFieldWords();
  const label = words.address(prefix);
  const button = useRef<HTMLButtonElement>(null);
  const keys = fields.map(({ key }) => key);
  const edit = useEdit({
    values: record.values,
    keys,
    save,
    onEnd: adding ? onAdded : undefined,
    focus: () => button.current?.focus(),
  });
  const { start } = edit;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the row appears
  useEffect(() => {
    if (adding) start();
  }, []);
  const lines = addressLines(edit.shown, prefix);
  const draft = edit.draft;
  return (
    <div className={classes.field}>
      <div className={classes.label} aria-hidden>
        {words.section(fields[0]!.section) !== label && label}
      </div>
      {draft && !edit.busy ? (
        <form
          className={classes.editor}
          aria-label={label}
          onSubmit={(event) => {
            event.preventDefault();
            edit.commit();
          }}
          onKeyDown={(event) => event.key === 'Escape' && edit.cancel()}
        >
          <SimpleGrid cols={2} spacing={8} verticalSpacing={8}>
            {fields.map(({ key, id }, at) => {
              const part = key.slice(prefix.length + 1);
              const control = {
                label: words.part(part),
                size: 'xs',
                value: draft[key] ?? '',
                error: edit.errors[key],
                autoFocus: at === 0,
                onChange: (event: { currentTarget: { value: string } }) =>
                  edit.set(key, event.currentTarget.value),
              } as const;
              return (
                <div key={id} style={WIDE.has(part) ? { gridColumn: '1 / -1' } : undefined}>
                  {part === 'street' ? (
                    <Textarea {...control} autosize minRows={1} maxRows={4} />
                  ) : (
                    <TextInput {...control} />
                  )}
                </div>
              );
            })}
          </SimpleGrid>
          <EditorButtons onSave={edit.commit} onCancel={edit.cancel} busy={edit.busy} />
          <ClashNotice
            edit={edit}
            words={(theirs) => addressLines({ ...record.values, ...theirs }, prefix).join(', ')}
          />
          {edit.problem ? <ProblemNotice problem={edit.problem} /> : null}
        </form>
      ) : (
        <div className={classes.valueLine}>
          <button
            type="button"
            ref={button}
            className={classes.value}
            disabled={readOnly}
            data-busy={edit.busy || undefined}
            onClick={edit.start}
          >
            <span className="unseen">{lines.length ? t('edit', { label }) : t('add', { label })}</span>
            {lines.length ? (
              lines.map((line, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of text
                <span key={at} dir="auto" style={{ display: 'block' }}>
                  {line}
                </span>
              ))
            ) : (
              <span className="quiet" aria-hidden>
                —
              </span>
            )}
          </button>
          <ValueActs type="address" value={lines.join('\n')} />
        </div>
      )}
    </div>
  );
}
