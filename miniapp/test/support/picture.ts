/** Stands for a picture or a stylesheet, which only the build can read. */
export default 'data:,';
