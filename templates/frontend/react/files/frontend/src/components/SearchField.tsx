import { useEffect, useEffectEvent, useId, useState } from 'react';
import { Icon } from './Icon.tsx';

const PAUSE = 250;
const LONGEST = 100;

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
}

/** Searches once the typing pauses. */
export function SearchField({ label, value, onSearch }: Props) {
  const id = useId();
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);

  // A value that this field did not ask for comes from elsewhere: a link, or the way back.
  if (value !== seen) {
    setSeen(value);
    if (value !== sent) {
      setText(value);
      setSent(value);
    }
  }

  const search = useEffectEvent((typed: string) => {
    if (typed === sent) return;
    setSent(typed);
    onSearch(typed);
  });
  useEffect(() => {
    const timer = setTimeout(() => {
      search(text);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);

  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="search">
        <Icon name="search" />
        <input
          id={id}
          className="input"
          type="search"
          dir="auto"
          maxLength={LONGEST}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
          }}
        />
      </div>
    </div>
  );
}
