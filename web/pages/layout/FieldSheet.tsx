// One field in a panel at the side: its names, its section, what is asked of people, and what a choice offers.
import { Button, Checkbox, Drawer, Group, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, isMainName } from '../../../src/fields/catalogue.ts';
import { FIELD_TYPES, type FieldType } from '../../../src/fields/field.ts';
import { TYPES } from '../../../src/fields/types.ts';
import { LANGUAGES, type Language } from '../../../src/languages.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFieldErrors } from '../../field-problems.ts';
import { useFieldWords } from '../records/fields/field-words.ts';
import { type Field, useSections } from '../records/fields/use-fields.ts';
import type { Kind } from '../records/kinds.ts';
import { keyFrom } from './key-from.ts';
import classes from './Layout.module.css';
import { type Names, NamesInput, namesIn } from './NamesInput.tsx';
import type { Switching } from './SwitchDialog.tsx';
import type { Layout, NewField } from './use-layout.ts';

interface FieldSheetProps {
  kind: Kind;
  /** `new`: one that is to be added. */
  field: Field | 'new' | null;
  layout: Layout;
  onClose: () => void;
  onSwitch: (switching: Switching) => void;
}

export function FieldSheet(props: FieldSheetProps) {
  const { field, onClose } = props;
  const { t } = useTranslation('layout');
  const words = useFieldWords();
  const title =
    field === 'new' ? t('sheet.new') : field ? words.group(addressOf(field.key) ?? field.key) : '';
  return (
    <Drawer
      opened={field !== null}
      onClose={onClose}
      position="right"
      size={440}
      title={title}
      transitionProps={{ duration: 120 }}
    >
      {field && <Form {...props} key={field === 'new' ? 'new' : field.id} field={field} />}
    </Drawer>
  );
}

function Form({ kind, field, layout, onClose, onSwitch }: FieldSheetProps & { field: Field | 'new' }) {
  const { t, i18n } = useTranslation(['layout', 'frame']);
  const words = useFieldWords();
  const known = field === 'new' ? null : field;
  const isOwn = known === null || known.custom;
  const sections = useSections(kind).map(({ key: name }) => name);
  const [names, setNames] = useState<Names>(known?.label ?? {});
  const [type, setType] = useState<FieldType>(known?.type ?? 'text');
  const [section, setSection] = useState(known?.section ?? sections.at(-1)!);
  const [options, setOptions] = useState(known?.options ?? []);
  const [visible, setVisible] = useState(known?.visible ?? true);
  const [required, setRequired] = useState(known?.required ?? false);
  const [key, setKey] = useState<string | null>(null);
  const errors = useFieldErrors()(layout.problem);
  const mayRequire = TYPES[type].addable && (known === null || addressOf(known.key) === null);
  const isMain = known !== null && isMainName(known);
  const own = i18n.language as Language;
  const first = LANGUAGES.map((language) => names[language]?.trim()).find(Boolean) ?? '';
  const shownKey = key ?? keyFrom(names.en?.trim() || names[own]?.trim() || first);

  const label = namesIn(names, isOwn, names[own]?.trim() || first);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const choices = type === 'choice' ? { options } : {};
    const done = known
      ? layout.change(
          known,
          {
            label,
            ...(section === known.section ? {} : { section }),
            ...(isMain ? {} : { visible }),
            ...(mayRequire ? { required } : {}),
            ...choices,
          },
          t('saved', { field: words.group(addressOf(known.key) ?? known.key) }),
        )
      : layout.add({
          kind,
          key: `custom.${shownKey}`,
          type,
          label: label as NewField['label'],
          section,
          required,
          ...choices,
        });
    done.then(onClose, () => undefined);
  };
  return (
    <form onSubmit={save}>
      <Stack gap="sm">
        <NamesInput names={names} isOwn={isOwn} error={errors.label} onChange={setNames} />
        {known === null ? (
          <Select
            label={t('sheet.type')}
            data={FIELD_TYPES.filter((one) => TYPES[one].addable).map((value) => ({
              value,
              label: t(`type.${value}`),
            }))}
            value={type}
            onChange={(next) => setType(next as FieldType)}
          />
        ) : (
          <p className={`quiet ${classes.small}`}>
            {t('sheet.typeIs', { type: addressOf(known.key) ? t('address') : t(`type.${type}`) })}
            {known.custom && ` · ${known.key}`}
          </p>
        )}
        {type === 'choice' && (
          <TagsInput
            label={t('sheet.options')}
            description={t('sheet.optionsHint')}
            value={options}
            error={errors.options}
            classNames={{ inputField: classes.tag! }}
            onChange={setOptions}
          />
        )}
        <Select
          label={t('sheet.section')}
          data={sections.map((value) => ({ value, label: words.section(kind, value) }))}
          value={section}
          onChange={(next) => setSection(next!)}
        />
        {known !== null && (
          <Checkbox
            label={t('sheet.visible')}
            description={isMain ? t('sheet.mainName') : t('sheet.visibleHint')}
            checked={visible}
            disabled={isMain}
            onChange={(event) => setVisible(event.currentTarget.checked)}
          />
        )}
        {mayRequire && (
          <Checkbox
            label={t('sheet.required')}
            description={t('sheet.requiredHint')}
            checked={required}
            onChange={(event) => setRequired(event.currentTarget.checked)}
          />
        )}
        {known === null && (
          <TextInput
            label={t('sheet.key')}
            description={t('sheet.keyHint')}
            leftSection={<span className={classes.small}>custom.</span>}
            leftSectionWidth={64}
            value={shownKey}
            error={errors.key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
        )}
        {layout.problem && !errors.key && !errors.options && !errors.label ? (
          <ProblemNotice problem={layout.problem} />
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button type="submit" loading={layout.busy} disabled={isOwn && !first}>
            {t(known ? 'frame:save' : 'add')}
          </Button>
        </Group>
        {known && !isMain && (
          <Group gap="xs" className={classes.ways}>
            <Button
              size="xs"
              variant="default"
              onClick={() => onSwitch({ field: known, to: known.active ? 'off' : 'on' })}
            >
              {t(known.active ? 'off.confirm' : 'off.switchOn')}
            </Button>
            {known.custom && (
              <Button
                size="xs"
                variant="subtle"
                color="red"
                onClick={() => onSwitch({ field: known, to: 'gone' })}
              >
                {t('gone.confirm')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </form>
  );
}
