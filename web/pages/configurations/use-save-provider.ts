import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Provider } from '../../../src/http/contract/providers.ts';
import { type Arguments, call } from '../../api.ts';

/** Changes what is set about a provider; what follows from it is asked for again. */
export function useSaveProvider({ id }: Provider) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Arguments<'updateProvider'>['body']) =>
      call('updateProvider', { params: { id }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['listProviders'] }),
  });
}
