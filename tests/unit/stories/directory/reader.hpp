// A connection to a directory that shows what a story wants, and answers questions about single objects
// truthfully or not at all.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "directory/shown.hpp"
#include "google/directory/directory_reader.hpp"

namespace gup::plan::test {

/// How often something happened, by its name.
using Tally = std::map<std::string, int>;

class Reader final : public google::DirectoryReader {
 public:
  /// Borrows all three.
  Reader(const WrittenDirectory& google, const Shown& shown, Tally& tally)
      : google_(google), shown_(shown), tally_(tally) {}

  void ask_for(const google::ExtraUserFields& /*extra*/, const FieldMapping& /*mapping*/) override {}
  [[nodiscard]] bool custom_fields_refused() const override { return false; }
  std::optional<std::vector<KnownAttribute>> list_attributes(host_sdk::TaskMonitor& monitor) override;
  std::vector<DirectoryUser> sample_users(int at_most, host_sdk::TaskMonitor& monitor) override;
  std::vector<OrganizationalUnit> list_units(host_sdk::TaskMonitor& monitor) override;
  std::vector<DirectoryGroup> list_groups(host_sdk::TaskMonitor& monitor) override;
  void read(bool with_groups, google::DirectorySink& sink, host_sdk::TaskMonitor& monitor) override;
  std::vector<Confirmation> confirm(const std::vector<std::string>& ids,
                                    host_sdk::TaskMonitor& monitor) override;
  std::optional<std::string> customer_of(const std::string& account_id,
                                         host_sdk::TaskMonitor& monitor) override;
  std::vector<Confirmation> find_users(const std::vector<std::string>& addresses,
                                       host_sdk::TaskMonitor& monitor) override;
  std::vector<GroupLookup> look_up_groups(const std::vector<std::string>& ids,
                                          host_sdk::TaskMonitor& monitor) override;
  std::vector<UnitLookup> look_up_units(const std::vector<std::string>& ids,
                                        host_sdk::TaskMonitor& monitor) override;
  std::vector<GroupAnswer> list_members(const std::vector<std::string>& group_ids,
                                        host_sdk::TaskMonitor& monitor) override;
  std::vector<MembershipAnswer> ask_memberships(const std::vector<MembershipQuestion>& questions,
                                                host_sdk::TaskMonitor& monitor) override;
  std::vector<GroupsOfPerson> groups_of(const std::vector<std::string>& person_ids,
                                        host_sdk::TaskMonitor& monitor) override;
  void on_retry(google::RetryListener /*listener*/) override {}
  [[nodiscard]] Usage usage() const override { return {}; }
  [[nodiscard]] std::optional<SecretText> replaced_refresh_token() const override { return std::nullopt; }

 private:
  LookupResult result_of(const char* call, const std::string& id, bool is_present);
  [[nodiscard]] MembershipAnswer membership(const MembershipQuestion& question) const;
  /// Whether the group contains the person, as far as these groups are entered.
  [[nodiscard]] bool contains(const std::string& group, const std::string& person, bool enters_outside_groups,
                              std::set<std::string>& visited) const;
  void read_groups(google::DirectorySink& sink);

  const WrittenDirectory& google_;
  const Shown& shown_;
  Tally& tally_;
  int unit_listings_ = 0;
  std::set<std::string> listed_;
};

}  // namespace gup::plan::test
