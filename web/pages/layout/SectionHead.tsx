// The head of a section in edit mode: its name, and what can be done with it.
import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFieldWords } from '../records/fields/field-words.ts';
import type { Section } from '../records/fields/use-fields.ts';
import classes from './Layout.module.css';
import type { Layout } from './use-layout.ts';

interface SectionHeadProps {
  section: Section;
  /** How many there are of the kind. */
  of: number;
  layout: Layout;
  onOpen: (section: Section) => void;
}

export function SectionHead({ section, of, layout, onOpen }: SectionHeadProps) {
  const { t } = useTranslation('layout');
  const name = useFieldWords().section(section.kind, section.key);
  return (
    <div className={classes.sectionHead}>
      <h2 className={classes.sectionTitle} dir="auto">
        {name}
      </h2>
      {section.custom && <span className={classes.chip}>{t('own')}</span>}
      <span className={classes.steps}>
        <ActionIcon
          size={28}
          aria-label={t('sections.edit', { section: name })}
          onClick={() => onOpen(section)}
        >
          <IconPencil size={16} stroke={1.7} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size={28}
          aria-label={t('sections.up', { section: name })}
          disabled={section.position === 0}
          onClick={() => layout.moveSection(section, -1)}
        >
          <IconChevronUp size={16} stroke={1.8} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size={28}
          aria-label={t('sections.down', { section: name })}
          disabled={section.position === of - 1}
          onClick={() => layout.moveSection(section, 1)}
        >
          <IconChevronDown size={16} stroke={1.8} aria-hidden />
        </ActionIcon>
      </span>
    </div>
  );
}
