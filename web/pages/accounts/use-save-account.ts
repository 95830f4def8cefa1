import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Account } from '../../../src/http/contract/accounts.ts';
import { type Arguments, call, query } from '../../api.ts';

/** Changes an account; what the server answers is shown everywhere at once. */
export function useSaveAccount(account: Account) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Arguments<'updateAccount'>['body']) =>
      call('updateAccount', { params: { id: account.id }, body }),
    onSuccess: (saved) => {
      queryClient.setQueryData(query('getAccount', { params: { id: account.id } }).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ['listAccounts'] });
    },
  });
}
