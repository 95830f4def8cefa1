import { Popover, SegmentedControl, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import {
  IconCommand,
  IconDeviceDesktop,
  IconHelpCircle,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconPlugConnected,
  IconSun,
  IconUser,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../src/languages.ts';
import { call, query } from '../api.ts';
import { LANGUAGE_CHOICES, speak } from '../i18n/i18n.ts';
import { Avatar } from './Avatar.tsx';
import { isMac, showKeys, showPalette } from './keys/show-dialogs.ts';
import classes from './UserMenu.module.css';

/** Chooses a language, which is kept with the person, not only in this browser. */
export function useLanguage(): (language: Language) => Promise<void> {
  const queryClient = useQueryClient();
  return async (language) => {
    await speak(language);
    const me = await call('updateMe', { body: { language } });
    queryClient.setQueryData(query('getMe').queryKey, me);
  };
}

export function useSignOut(): () => Promise<void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  return async () => {
    await call('signOut');
    await router.navigate({ to: '/sign-in' });
    queryClient.clear();
  };
}

export function LanguageChoice() {
  const { t, i18n } = useTranslation('frame');
  const choose = useLanguage();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label={t('menu.language')}
      data={LANGUAGE_CHOICES}
      value={i18n.language}
      onChange={(value) => void choose(value as Language)}
    />
  );
}

/** Light, dark, or as the system is. */
export function AppearanceChoice() {
  const { t } = useTranslation('frame');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choices = [
    { value: 'light', icon: IconSun },
    { value: 'dark', icon: IconMoon },
    { value: 'auto', icon: IconDeviceDesktop },
  ] as const;
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label={t('menu.appearance')}
      value={colorScheme}
      onChange={(value) => setColorScheme(value as 'auto')}
      data={choices.map(({ value, icon: Icon }) => ({
        value,
        label: (
          <span className={classes.choice}>
            <Icon size={14} stroke={1.7} aria-hidden />
            {t(`menu.${value}`)}
          </span>
        ),
      }))}
    />
  );
}

export function UserMenu() {
  const { t } = useTranslation('frame');
  const { data: me } = useQuery(query('getMe'));
  const signOut = useSignOut();
  const [opened, setOpened] = useState(false);
  if (!me) return null;
  const close = () => setOpened(false);
  return (
    <Popover
      position="bottom-end"
      width={272}
      opened={opened}
      onChange={setOpened}
      trapFocus
      returnFocus
      withinPortal={false}
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.target}
          aria-label={t('menu.open', { name: me.name })}
          onClick={() => setOpened(!opened)}
        >
          <Avatar name={me.name} size={30} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={t('menu.open', { name: me.name })}>
        <div className={classes.person}>
          <div className="cut">{me.name}</div>
          <div className={`cut quiet ${classes.mail}`}>{me.email}</div>
        </div>
        <div className={classes.group}>
          <Link to="/profile" className={classes.entry} onClick={close}>
            <IconUser size={17} stroke={1.6} aria-hidden />
            {t('menu.profile')}
          </Link>
          <Link to="/accounts" className={classes.entry} onClick={close}>
            <IconPlugConnected size={17} stroke={1.6} aria-hidden />
            {t('place.accounts')}
          </Link>
          <Link to="/help" className={classes.entry} onClick={close}>
            <IconHelpCircle size={17} stroke={1.6} aria-hidden />
            {t('menu.help')}
          </Link>
          <UnstyledButton
            className={classes.entry}
            onClick={() => {
              close();
              showPalette();
            }}
          >
            <IconCommand size={17} stroke={1.6} aria-hidden />
            {t('menu.commands')}
            <kbd className={classes.key}>{isMac ? '⌘' : 'Ctrl'} K</kbd>
          </UnstyledButton>
          <UnstyledButton
            className={classes.entry}
            onClick={() => {
              close();
              showKeys();
            }}
          >
            <IconKeyboard size={17} stroke={1.6} aria-hidden />
            {t('menu.keys')}
            <kbd className={classes.key}>?</kbd>
          </UnstyledButton>
        </div>
        <div className={classes.choices}>
          <LanguageChoice />
          <AppearanceChoice />
        </div>
        <div className={classes.group}>
          <UnstyledButton className={classes.entry} onClick={() => void signOut()}>
            <IconLogout size={17} stroke={1.6} aria-hidden />
            {t('menu.signOut')}
          </UnstyledButton>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
