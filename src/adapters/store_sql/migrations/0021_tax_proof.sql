-- Sales whose place nobody can prove are looked for among all of them.
CREATE INDEX orders_tax_proof ON orders (tax_proof, created_at, id) WHERE tax_treatment <> 'none';
