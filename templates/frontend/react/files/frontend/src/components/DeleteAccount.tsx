import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { deleteMe } from '../account/account-api.ts';
import { toastError } from '../lib/toast-error.ts';
import { showToast } from '../lib/toasts.ts';
import { messages } from '../messages.ts';
import { AccountSection } from './AccountSection.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';

const words = messages.account;

export function DeleteAccount() {
  const [asking, setAsking] = useState(false);
  const { isPending, mutate } = useDeletion();
  const ask = () => {
    setAsking(true);
  };
  const leave = () => {
    setAsking(false);
  };
  const remove = () => {
    if (!isPending) mutate();
  };
  return (
    <AccountSection title={words.delete} hint={words.deleteHint}>
      <button type="button" className="button button-danger" onClick={ask}>
        {words.delete}
      </button>
      {asking && (
        <ConfirmDialog
          question={words.deleteQuestion}
          text={words.deleteHint}
          confirm={words.confirmDelete}
          busy={isPending}
          onConfirm={remove}
          onClose={leave}
        />
      )}
    </AccountSection>
  );
}

function useDeletion() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: deleteMe,
    onSuccess: async () => {
      showToast(words.deleted);
      await navigate({ to: '/login' });
    },
    onError: toastError,
  });
}
