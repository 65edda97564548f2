import { useEffect, useState } from 'react';
import { messages } from '../messages.ts';

/** Counts down to when another try is welcome; then it has nothing to say. */
export function RetryHint({ seconds }: { readonly seconds: number }) {
  const [left, setLeft] = useState(Math.ceil(seconds));
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => {
      setLeft(left - 1);
    }, 1_000);
    return () => {
      clearTimeout(timer);
    };
  }, [left]);
  if (left <= 0) return null;
  return <p className="field-hint retry-hint">{messages.retryIn(left)}</p>;
}
