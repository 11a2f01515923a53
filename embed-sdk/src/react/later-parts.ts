/*
 * Words and styles of parts that are fetched by need: a file of its own beside the others, with no code in it and no hash
 * in its name, so that a script of before finds it, too.
 */
export { enLater } from './phrases/en-later.ts';
export { repair } from './styles/repair.ts';
