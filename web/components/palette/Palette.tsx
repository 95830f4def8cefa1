// Everything by its name: what can be done, records, places, settings. One types a few letters and takes the first with Enter.
// biome-ignore-all lint/a11y/useSemanticElements: a list of groups that a field steers has no element of its own
// biome-ignore-all lint/a11y/useFocusableInteractive: the field keeps the focus and names its active line
// biome-ignore-all lint/a11y/useKeyWithClickEvents: keys are the field's
import { Loader, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useIsFetching } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '../table/VirtualTable.tsx';
import { type Entry, shownOf } from './entry.ts';
import classes from './Palette.module.css';
import { useSources } from './sources.tsx';

/** How far a key goes. */
const STEPS = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
  ['PageDown', 6],
  ['PageUp', -6],
]);

interface PaletteProps {
  /** `perform` is to be done once it is gone and the focus is back where it was. */
  onClose: (perform?: () => void) => void;
}

export default function Palette({ onClose }: PaletteProps) {
  const { t } = useTranslation(['palette', 'frame']);
  const isPhone = usePhone();
  const listId = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const q = text.trim();
  // The server is asked once somebody pauses.
  const [asked] = useDebouncedValue(q, 120);
  const groups = useSources(q && asked)
    .map((source) => ({ name: source.name, entries: shownOf(source, q) }))
    .filter((group) => group.entries.length > 0);
  const entries = groups.flatMap((group) => group.entries);
  const isLooking = useIsFetching({ queryKey: ['listRecords', { query: { q: asked } }] }) > 0 || q !== asked;
  const active = entries[Math.min(at, entries.length - 1)];
  const idOf = (entry: Entry) => `${listId} ${entry.id}`.replaceAll(/\s/g, '_');

  const list = useRef<HTMLDivElement>(null);
  const activeId = active && idOf(active);
  useEffect(() => {
    if (activeId) list.current?.querySelector(`[id="${activeId}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  const press = (event: React.KeyboardEvent) => {
    const step = STEPS.get(event.key);
    if (event.nativeEvent.isComposing || (step === undefined && event.key !== 'Enter')) return;
    event.preventDefault();
    if (step === undefined) {
      if (active) onClose(active.perform);
    } else {
      const next = Math.min(at, entries.length - 1) + step;
      const around = Math.abs(step) === 1 ? (next + entries.length) % entries.length : next;
      setAt(Math.max(0, Math.min(entries.length - 1, around)));
    }
  };
  return (
    <Modal.Root opened onClose={() => onClose()} size="lg" fullScreen={isPhone} yOffset="10vh">
      <Modal.Overlay />
      <Modal.Content aria-label={t('title')}>
        <Modal.Body p={0} className={classes.body}>
          <div className={classes.head}>
            <TextInput
              data-autofocus
              role="combobox"
              aria-autocomplete="list"
              aria-expanded={entries.length > 0}
              aria-controls={listId}
              aria-activedescendant={activeId}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              enterKeyHint="go"
              size="md"
              variant="unstyled"
              className={classes.field}
              aria-label={t('label')}
              placeholder={t('label')}
              leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />}
              rightSection={isLooking && q ? <Loader size={14} /> : undefined}
              value={text}
              onChange={(event) => {
                setText(event.currentTarget.value);
                setAt(0);
              }}
              onKeyDown={press}
            />
            {isPhone && <Modal.CloseButton aria-label={t('frame:close')} />}
          </div>
          <div
            ref={list}
            className={classes.list}
            id={listId}
            role="listbox"
            aria-label={t('title')}
            tabIndex={-1}
          >
            {groups.map(({ name, entries: own }) => (
              <div key={name} role="group" aria-labelledby={`${listId}-${name}`}>
                <div id={`${listId}-${name}`} className={classes.title} role="presentation">
                  {t(`source.${name}`)}
                </div>
                {own.map((entry) => (
                  <div
                    key={entry.id}
                    id={idOf(entry)}
                    role="option"
                    aria-selected={entry === active}
                    className={classes.entry}
                    onMouseMove={() => setAt(entries.indexOf(entry))}
                    onClick={() => onClose(entry.perform)}
                  >
                    <span className={classes.icon}>{entry.icon}</span>
                    <span className={`cut ${classes.label}`} dir="auto">
                      {entry.label}
                    </span>
                    {entry.second && <span className={`cut quiet ${classes.second}`}>{entry.second}</span>}
                    <span className={classes.keys} aria-hidden>
                      {entry.keys?.map((key) => (
                        <kbd key={key}>{key}</kbd>
                      ))}
                    </span>
                  </div>
                ))}
              </div>
            ))}
          </div>
          {entries.length === 0 && (
            <p className={classes.empty}>{t(isLooking ? 'looking' : 'none', { q })}</p>
          )}
          <span className="unseen" role="status">
            {q && !isLooking ? t('found', { count: entries.length }) : ''}
          </span>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
