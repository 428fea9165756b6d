namespace maillage {}
