// A question mark beside what may need words: one opens them, reads on, and says whether they helped.
import { ActionIcon, Popover } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HelpTopic } from '../../../src/http/contract/help.ts';
import { DidItHelp } from './DidItHelp.tsx';
import classes from './Help.module.css';

export function Help({ topic }: { topic: HelpTopic }) {
  const { t } = useTranslation('help');
  const [opened, setOpened] = useState(false);
  const title = t(`topic.${topic}.title`);
  return (
    <Popover
      width="min(340px, 100vw - 28px)"
      position="bottom-start"
      trapFocus
      returnFocus
      opened={opened}
      onChange={setOpened}
    >
      <Popover.Target>
        <ActionIcon
          data-help={topic}
          className={classes.mark}
          variant="transparent"
          size={24}
          aria-label={t('about', { title })}
          title={t('about', { title })}
          onClick={() => setOpened(!opened)}
        >
          <IconHelpCircle size={17} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('about', { title })}>
        {opened && (
          <div className={classes.words}>
            <p>
              {t(`topic.${topic}.short`)}{' '}
              <Link to="/help" hash={topic} className="link" onClick={() => setOpened(false)}>
                {t('more')}
              </Link>
            </p>
            <DidItHelp topic={topic} />
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
