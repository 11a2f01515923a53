/** Spreadsheets are files of Google Drive; which there are, and that one has changed, is Drive's to tell. */
export const drive = 'https://www.googleapis.com/drive/v3';
