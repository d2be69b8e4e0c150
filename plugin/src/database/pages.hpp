// Reading what is long.
#pragma once

#include <cstddef>
#include <string>

#include "database/store.hpp"

namespace gup::database {

inline constexpr std::size_t kRowsAPage = 10'000;

/// On PostgreSQL and MariaDB SOCI holds a whole result in memory, so what is long is read in pages, each from
/// where the last one ended. `read_page` returns how many rows it read.
template <typename ReadPage>
void read_in_pages(const Interruption& interruption, const ReadPage& read_page) {
  while (read_page() == kRowsAPage)
    if (interruption) interruption();
}

inline std::string page_end() {
  return " LIMIT " + std::to_string(kRowsAPage);
}

}  // namespace gup::database
