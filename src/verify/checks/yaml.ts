import { default as library } from 'yaml';
import { isChartTemplate } from '../chart-source.ts';
import { eachFile, type FileCheck } from '../check.ts';
import { isYaml } from '../yaml-source.ts';

export const yaml: FileCheck = {
  name: 'yaml',
  description: 'YAML files parse, no key stands twice, and every alias has its anchor',
  scope: 'file',
  reads: (path) => isYaml(path) && !isChartTemplate(path),
  run: eachFile(({ text }) => {
    const documents = library.parseAllDocuments(text, { merge: true, logLevel: 'silent' });
    return [...documents].flatMap((document) => {
      const errors = document.errors.map(({ message, linePos }) => ({
        message: message.split('\n')[0] ?? message,
        line: linePos?.[0].line,
      }));
      return errors.length > 0 ? errors : aliasProblems(document);
    });
  }),
};

// An alias without its anchor is found when the document is put together.
function aliasProblems(document: { toJS: () => unknown }): readonly { readonly message: string }[] {
  try {
    document.toJS();
    return [];
  } catch (error) {
    return [{ message: (error as Error).message }];
  }
}
