#include "database/statistics.hpp"

#include "failure.hpp"

namespace gup::database {

bool outdate_statistics(std::int64_t rows, std::int64_t rows_before) {
  constexpr std::int64_t kFewRows = 2000;
  return rows >= kFewRows && rows >= rows_before / 10;
}

void refresh_statistics(StorePool& pool) {
  try {
    pool.with_session([](Session& s) {
      for (const auto& sql : s.dialect().analyze(
               {"target_users", "target_groups", "target_group_members", "gup_links", "gup_link_sources"}))
        s.run(sql);
    });
  } catch (const Failure&) {
    return;
  }
}

}  // namespace gup::database
