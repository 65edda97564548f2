import { trouble } from '../api/connection.ts';
import { useStore } from '../hooks/use-store.ts';
import { messages } from '../messages.ts';
import { Icon } from './Icon.tsx';

const texts = {
  unreachable: messages.trouble.unreachable,
  'rate-limited': messages.trouble.rateLimited,
};

export function TroubleBanner() {
  const now = useStore(trouble);
  if (now === 'none') return null;
  return (
    <div className="banner" role="alert">
      <Icon name="warning" />
      <p>{texts[now]}</p>
    </div>
  );
}
