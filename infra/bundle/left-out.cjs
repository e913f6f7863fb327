// Stands in a bundle for a package that the function never calls. To call it is a mistake, and says so.
module.exports = function leftOut() {
  throw new Error('This package is left out of the bundle: see infra/build.ts.');
};
