// A section: its names in three languages, and of one's own the way to delete it with its fields kept elsewhere.
import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFieldWords } from '../records/fields/field-words.ts';
import { type Section, useSections } from '../records/fields/use-fields.ts';
import type { Kind } from '../records/kinds.ts';
import { type Names, NamesInput, namesIn } from './NamesInput.tsx';
import type { Layout, NewField } from './use-layout.ts';

interface SectionDialogProps {
  kind: Kind;
  /** `new`: one that is to be added. */
  section: Section | 'new' | null;
  layout: Layout;
  onClose: () => void;
}

export function SectionDialog(props: SectionDialogProps) {
  const { kind, section, onClose } = props;
  const { t } = useTranslation('layout');
  const words = useFieldWords();
  const title = section === 'new' ? t('sections.new') : section ? words.section(kind, section.key) : '';
  return (
    <Modal opened={section !== null} onClose={onClose} title={title}>
      {section && <Form {...props} key={section === 'new' ? 'new' : section.id} section={section} />}
    </Modal>
  );
}

function Form({ kind, section, layout, onClose }: SectionDialogProps & { section: Section | 'new' }) {
  const { t } = useTranslation(['layout', 'frame']);
  const words = useFieldWords();
  const known = section === 'new' ? null : section;
  const isOwn = known === null || known.custom;
  const others = useSections(kind).filter(({ id }) => id !== known?.id);
  const [names, setNames] = useState<Names>(known?.label ?? {});
  const [into, setInto] = useState(others.at(-1)?.key ?? '');
  const label = namesIn(names, isOwn);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const done = known
      ? layout.nameSection(known, label)
      : layout.addSection({ kind, label: label as NewField['label'] });
    done.then(onClose, () => undefined);
  };
  return (
    <form onSubmit={save}>
      <Stack gap="sm">
        <NamesInput names={names} isOwn={isOwn} onChange={setNames} />
        {layout.problem ? <ProblemNotice problem={layout.problem} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button type="submit" loading={layout.busy} disabled={isOwn && !label}>
            {t(known ? 'frame:save' : 'sections.add')}
          </Button>
        </Group>
        {known?.custom && (
          <Group gap="xs" align="flex-end">
            <Select
              label={t('sections.into')}
              data={others.map(({ key }) => ({ value: key, label: words.section(kind, key) }))}
              value={into}
              onChange={(next) => setInto(next!)}
            />
            <Button
              variant="default"
              className="bad"
              onClick={() => layout.removeSection(known, into).then(onClose, () => undefined)}
            >
              {t('sections.delete')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
