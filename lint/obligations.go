package lint

var obligationRules []Rule
