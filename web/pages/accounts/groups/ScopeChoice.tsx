// All cards or those of chosen groups, and for each group whether it is taken, left out or no matter.
import { Radio, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { searchKey } from '../../../../src/contact/text.ts';
import type { Group } from '../../../../src/http/contract/accounts.ts';
import classes from './GroupsTab.module.css';
import { choiceFor, type Scope, type Use, withUse } from './scope.ts';

/** So many groups are seen at a glance; more are searched. */
const FEW = 8;

/** What is found while connecting says no more of a group than its name and size. */
type ChoosableGroup = Pick<Group, 'id' | 'name' | 'cards'> &
  Partial<Pick<Group, 'exists' | 'system' | 'type'>>;

interface ScopeChoiceProps {
  groups: ChoosableGroup[];
  scope: Scope;
  onChange: (scope: Scope) => void;
}

export function ScopeChoice({ groups, scope, onChange }: ScopeChoiceProps) {
  const { t } = useTranslation('groups');
  return (
    <div className={classes.choice}>
      <Radio.Group
        aria-label={t('title')}
        value={scope.mode}
        onChange={(mode) => onChange({ ...scope, mode: mode as Scope['mode'] })}
      >
        <div className={classes.modes}>
          <Radio value="all" label={t('all')} description={t('allText')} />
          <Radio value="groups" label={t('only')} description={t('onlyText')} />
        </div>
      </Radio.Group>
      <p className={`quiet ${classes.safe}`}>{t('safe')}</p>
      <GroupList groups={groups} scope={scope} onChange={onChange} />
    </div>
  );
}

function GroupList({ groups, scope, onChange }: ScopeChoiceProps) {
  const { t } = useTranslation('groups');
  const [q, setQ] = useState('');
  const shown = groups.filter(({ name }) => searchKey(name).includes(searchKey(q)));
  return (
    <div className={classes.groups}>
      <div className={classes.head}>
        <h3>{t('list')}</h3>
        {groups.length > FEW && (
          <TextInput
            size="xs"
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch size={14} aria-hidden />}
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
          />
        )}
      </div>
      {groups.length === 0 && <p className="quiet">{t('none')}</p>}
      {groups.length > 0 && shown.length === 0 && <p className="quiet">{t('noneFound')}</p>}
      <ul>
        {shown.map((group) => (
          <GroupRow
            key={group.id}
            group={group}
            mode={scope.mode}
            use={choiceFor(scope, group.id)}
            onChange={(use) => onChange(withUse(scope, group.id, use))}
          />
        ))}
      </ul>
    </div>
  );
}

interface GroupRowProps {
  group: ChoosableGroup;
  mode: Scope['mode'];
  use: Use;
  onChange: (use: Use) => void;
}

function GroupRow({ group, mode, use, onChange }: GroupRowProps) {
  const { t } = useTranslation('groups');
  const { name, cards, exists = true, system, type } = group;
  const sort = system && type !== 'folder' ? t('system') : type && t(`type.${type}`);
  // Where every card is taken, taking one of the groups says nothing.
  const offered: Use[] = mode === 'all' ? ['neutral', 'exclude'] : ['include', 'neutral', 'exclude'];
  const value = offered.includes(use) ? use : 'neutral';
  return (
    <li className={classes.group}>
      <div className={classes.words}>
        <span className={classes.name} dir="auto">
          {name}
        </span>
        <span className={exists ? 'quiet' : 'warn'}>
          {exists ? [t('cards', { count: cards }), sort].filter(Boolean).join(' · ') : t('gone')}
        </span>
      </div>
      <SegmentedControl
        size="xs"
        aria-label={t('useOf', { name })}
        value={value}
        onChange={(next) => onChange(next as Use)}
        data={offered.map((one) => ({ value: one, label: t(`use.${one}`) }))}
      />
    </li>
  );
}
