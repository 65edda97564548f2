import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { messages } from '../messages.ts';
import { lastList } from '../notes/last-list.ts';
import { contentOf, type NoteContent } from '../notes/note-content.ts';
import { Form } from './Form.tsx';
import { Select } from './Select.tsx';
import { SubmitButton } from './SubmitButton.tsx';
import { TextField } from './TextField.tsx';

interface Props {
  readonly label: string;
  readonly note: NoteContent;
  readonly onSave: (note: NoteContent) => Promise<void>;
  /** What can be done besides saving. */
  readonly children?: ReactNode;
}

const words = messages.editor;

/** The form for a note. What it starts from is read once: a note that changes elsewhere does not overwrite what is being typed. */
export function NoteEditor({ label, note, onSave, children }: Props) {
  return (
    <div className="card editor">
      <Form label={label} onSubmit={(values) => onSave(contentOf(values))}>
        <TextField
          name="title"
          label={words.title}
          className="title-input"
          defaultValue={note.title}
          dir="auto"
          required
        />
        <TextField name="body" label={words.text} defaultValue={note.body ?? ''} dir="auto" lines />
        <div className="editor-status">
          <Select
            name="status"
            label={words.status}
            options={messages.notes.statuses}
            defaultValue={note.status}
          />
        </div>
        <div className="actions">
          <SubmitButton>{words.save}</SubmitButton>
          <Link to="/notes" search={lastList()} className="button">
            {words.cancel}
          </Link>
          {children}
        </div>
      </Form>
    </div>
  );
}
