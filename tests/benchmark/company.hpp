// The company that the benchmarks sync: made up, always the same.
#pragma once

#include "plan/make_plan.hpp"

namespace gup::benchmark {

struct CompanySize {
  std::size_t users = 100'000;
  std::size_t groups = 200;
  /// Groups of each user: four make 400,000 memberships of 100,000 users.
  std::size_t groups_a_user = 4;
};

/// The directory with a value in every field of every user, who get their numbers in `ids`.
[[nodiscard]] plan::DirectoryView directory_of(const CompanySize& size, plan::PersonIds& ids);

/// The same a day later: one user in a hundred is different, half of them changed, a quarter each left and
/// new.
[[nodiscard]] plan::DirectoryView changed_directory_of(const CompanySize& size, plan::PersonIds& ids);

/// All groups, each one a target group, and no removal held.
[[nodiscard]] SyncSettings company_settings();

}  // namespace gup::benchmark
