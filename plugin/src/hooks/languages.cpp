#include "hooks/languages.hpp"

#include "gup_catalogues.hpp"

namespace gup {

void add_languages() {
  host_sdk::add_catalogues(gup_catalogues());
}

}  // namespace gup
