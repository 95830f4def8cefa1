// Tests what is in the form by itself, once per combination: servers and Rubrica count failed attempts.
import { useMutation } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { type Answer, call } from '../../api.ts';

export type ConnectableProvider = 'icloud' | 'carddav';

export interface SignIn {
  provider: ConnectableProvider;
  username: string;
  password: string;
  url: string;
}

export type Found = Answer<'testAccount'>;

/** What the API takes; an empty URL is left out. */
export function credentialsOf({ provider, username, password, url }: SignIn) {
  const address = url.trim();
  return {
    provider,
    username: username.trim(),
    password: provider === 'icloud' ? password.trim() : password,
    ...(provider === 'carddav' && address ? { url: withScheme(address) } : {}),
  };
}

const withScheme = (address: string): string =>
  /^[a-z]+:\/\//i.test(address) ? address : `https://${address}`;

/** xxxx-xxxx-xxxx-xxxx, as Apple makes them. */
export const isAppPassword = (text: string): boolean => /^[a-z]{4}(-[a-z]{4}){3}$/i.test(text.trim());

/** Enough is filled in to ask. */
export function isComplete({ provider, username, password, url }: SignIn): boolean {
  if (!username.trim() || !password) return false;
  return provider === 'icloud' || url.trim() !== '' || isEmail(username);
}

export const isEmail = (text: string): boolean => /^\S+@\S+\.\S+$/.test(text.trim());

export function useConnectionTest() {
  const asked = useRef('');
  const test = useMutation({
    mutationFn: (signIn: SignIn) => call('testAccount', { body: credentialsOf(signIn) }),
  });
  const { mutate, reset } = test;
  /** `again` asks even what was asked before. */
  const ask = useCallback(
    (signIn: SignIn, again = false) => {
      const key = JSON.stringify(credentialsOf(signIn));
      if (!isComplete(signIn) || (key === asked.current && !again)) return;
      asked.current = key;
      mutate(signIn);
    },
    [mutate],
  );
  /** What was found says nothing about other credentials. */
  const forget = useCallback(() => {
    asked.current = '';
    reset();
  }, [reset]);
  return { ask, forget, isTesting: test.isPending, found: test.data, problem: test.error };
}
