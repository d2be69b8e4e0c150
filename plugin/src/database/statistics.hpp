// The database's own statistics about the tables, from which it chooses indexes.
#pragma once

#include <cstdint>

#include "database/store_pool.hpp"

namespace gup::database {

/// Whether writing `rows` rows outdates them: not if they are few compared with the `rows_before`.
[[nodiscard]] bool outdate_statistics(std::int64_t rows, std::int64_t rows_before);

/// Call after a transaction was committed. Old statistics make the next run slower, but this one has
/// succeeded, so an error has no effect.
void refresh_statistics(StorePool& pool);

}  // namespace gup::database
