// Something only the person who runs Rubrica can put right. Its message is the whole story: what is wrong, what it
// means for the data, what to do. Shown without a stack.

export class StartError extends Error {
  override name = 'StartError';
}
