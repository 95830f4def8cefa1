// Tests what is in the form by itself, once per combination: servers and Rubrica count failed attempts. A press of the
// button leaves a field and submits the form: that is one question, not two.
import { useMutation } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { type Answer, call } from '../../../api.ts';
import { credentialsOf, isComplete, type SignIn } from './sign-in.ts';

export type Found = Answer<'testAccount'>;

export function useConnectionTest() {
  const asked = useRef('');
  const test = useMutation({
    mutationFn: (signIn: SignIn) => call('testAccount', { body: credentialsOf(signIn) }),
  });
  const { mutate, reset, isPending } = test;
  /** `again` asks even what was asked before. */
  const ask = useCallback(
    (signIn: SignIn, again = false) => {
      const key = JSON.stringify(credentialsOf(signIn));
      if (!isComplete(signIn) || (key === asked.current && (!again || isPending))) return;
      asked.current = key;
      mutate(signIn);
    },
    [mutate, isPending],
  );
  /** What was found says nothing about other credentials. */
  const forget = useCallback(() => {
    asked.current = '';
    reset();
  }, [reset]);
  return { ask, forget, isTesting: test.isPending, found: test.data, problem: test.error };
}
