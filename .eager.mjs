// Puts the functions of a built file into parentheses, which V8 takes as the sign to compile them at once.
import { parse } from 'acorn';

/**
 * Node's compile cache keeps what was compiled when a file was loaded. V8 compiles a function at its first call, too late
 * for that, unless it stands in parentheses; what runs at every start is therefore compiled at every start. Declarations
 * move to the top, where hoisting would have them.
 */
export function eager(source) {
  const { body } = parse(source, { ecmaVersion: 'latest', sourceType: 'module' });
  const edits = [];
  const visit = (node) => {
    if (node.type === 'ArrowFunctionExpression' || (node.type === 'FunctionExpression' && !node.isMethod)) {
      edits.push(
        { from: node.start, to: node.start, text: '(' },
        { from: node.end, to: node.end, text: ')', ends: true },
      );
    }
    if (node.type === 'Property' && node.method && !node.computed) {
      const { key, value } = node;
      value.isMethod = true;
      const kind = `${value.async ? 'async ' : ''}function${value.generator ? '*' : ''}`;
      edits.push({ from: node.start, to: key.end, text: `${source.slice(key.start, key.end)}:(${kind}` });
      edits.push({ from: node.end, to: node.end, text: ')', ends: true });
    }
    // Getters, setters and methods of classes stay what they are.
    if ((node.type === 'Property' && node.kind !== 'init') || node.type === 'MethodDefinition')
      node.value.isMethod = true;
    if (node.type === 'Property' && node.computed && node.method) node.value.isMethod = true;
    for (const value of Object.values(node))
      for (const child of [value].flat()) if (typeof child?.type === 'string') visit(child);
  };
  for (const statement of body) visit(statement);
  edits.sort((one, other) => one.from - other.from || Number(other.ends ?? false) - Number(one.ends ?? false));

  const rewritten = (start, end) => {
    let text = '';
    let at = start;
    for (const edit of edits) {
      const inside = edit.ends ? edit.from > start && edit.to <= end : edit.from >= start && edit.to < end;
      if (!inside) continue;
      text += source.slice(at, edit.from) + edit.text;
      at = edit.to;
    }
    return text + source.slice(at, end);
  };
  let first = '';
  let rest = '';
  let at = 0;
  for (const statement of body.filter(({ type }) => type === 'FunctionDeclaration')) {
    first += `var ${statement.id.name}=(${rewritten(statement.start, statement.end)});`;
    rest += rewritten(at, statement.start);
    at = statement.end;
  }
  return `${first}\n${rest}${rewritten(at, source.length)}`;
}
