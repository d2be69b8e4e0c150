// The lines and remarks about people in a run's report.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "plan/make_plan.hpp"
#include "plan/selection/classify.hpp"
#include "plan/short_list.hpp"

namespace gup::plan {

/// Writes into the plan's report. Borrows everything.
class PeopleReport {
 public:
  PeopleReport(const PlanInput& input, const Classification& classification, const TargetUserRows& rows,
               PlanReport& report);

  /// Adds a line about a person, with the rows that are known. The reason of a written row also names what
  /// differs from Google's record.
  void add(PersonIndex person, ChangeKind kind, std::string reason, const TargetUserRow* before = nullptr,
           const TargetUserRow* after = nullptr);
  void add_recreated(std::string_view email) { recreated_.add(email); }
  /// A person whose lost link is written again.
  void add_recovered(const std::string& email) {
    recovered_.add(email.empty() ? "an unknown address" : email);
  }
  void add_restored(std::string_view email) { restored_.add(email); }
  /// Names a managed person whose row differs from Google's record.
  void note_problems(PersonIndex person);
  /// Counts an active link whose row an administrator set inactive.
  void count_inactive() { ++inactive_; }
  /// Adds external members and the remarks about several people. Call this once, at the end.
  void finish();

  /// Google's address, else the one in the row or in the held removal.
  [[nodiscard]] std::string email_of(PersonIndex person) const;
  /// The person's removal that an earlier run held; null if there is none.
  [[nodiscard]] const HeldRemoval* held_before(PersonIndex person) const;

 private:
  void add_remark(const ShortList& people, const char* noun, const char* one, const char* many);

  const Classification& classification_;
  const TargetUserRows& rows_;
  PlanReport& report_;
  std::unordered_map<std::string_view, const HeldRemoval*> held_before_;
  ShortList recreated_;
  ShortList recovered_;
  ShortList restored_;
  ShortList cut_;
  ShortList unusable_;
  ShortList without_name_;
  std::int64_t inactive_ = 0;
};

}  // namespace gup::plan
