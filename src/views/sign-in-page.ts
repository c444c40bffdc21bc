const page = (title: string, says: string) =>
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>cinch: ${title}</title>
<h1>${title}</h1>
<p>${says}</p>
</html>
`;

/** What the browser shows at the end: nothing of what it brought. */
export const pages = {
  received: page('The answer was received', 'The terminal says whether it was accepted. This page can be closed.'),
  stranger: page('Nothing is waited for here', 'This is no answer to the sign-in that was begun in the terminal.'),
};
