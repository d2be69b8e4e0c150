// Breaks no rule.
#include "full_animal.hpp"

ZOO_MISFIT(zoo::FullAnimal)
