// What the plan tells of each person: the lines of the run's report.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plan/change_log.hpp"
#include "plan/selection/classify.hpp"
#include "plan/state/host_rows.hpp"

namespace gup::plan {

/// Writes into the log and the plan's remarks. Borrows everything.
class PeopleReport {
 public:
  PeopleReport(const PlanInput& input, const Classification& classification, const TargetUserRows& rows,
               ChangeLog& log, Plan& plan);

  /// One line about a person, with the row before and after as far as it is known.
  void tell(PersonIndex person, ChangeKind kind, std::string reason, const TargetUserRow* before = nullptr,
            const TargetUserRow* after = nullptr);
  void made_again(std::string_view email) { made_again_.emplace_back(email); }
  void restored(std::string_view email) { restored_.emplace_back(email); }
  /// The lines that are about several people. Once, at the end.
  void finish();

  /// As Google says it, else as the row or an earlier run knows it.
  [[nodiscard]] std::string email_of(PersonIndex person) const;
  /// The removal of this person that waits since an earlier run, if there is one.
  [[nodiscard]] const HeldRemoval* held_before(PersonIndex person) const;

 private:
  void remark(const std::vector<std::string>& emails, const char* one, const char* many);

  const Classification& classification_;
  const TargetUserRows& rows_;
  ChangeLog& log_;
  Plan& plan_;
  std::unordered_map<std::string_view, const HeldRemoval*> held_before_;
  std::vector<std::string> made_again_;
  std::vector<std::string> restored_;
};

}  // namespace gup::plan
