// Who gets a company's notices by email (tables host_mail_choices and host_mail_recipients).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/services/clock.hpp"

namespace sample_host {

class HostDatabase;

struct MailRecipient {
  std::string address;
  /// Gets problems and their end at once.
  bool problems = true;
  /// Gets the daily digest.
  bool digest = true;
};

/// Until a company's administrators choose recipients, those of host.yaml count. Every function throws
/// SqlError.
class RecipientsTable {
 public:
  /// The most recipients of a company.
  static constexpr std::size_t kMost = 50;

  /// `defaults`: the addresses of `notify:` in host.yaml, by company.
  RecipientsTable(HostDatabase& database, std::map<std::string, std::vector<std::string>> defaults)
      : database_(database), defaults_(std::move(defaults)) {}

  /// In the order of their addresses.
  [[nodiscard]] std::vector<MailRecipient> of_company(const std::string& company_id);

  /// Adds a recipient, or changes the one with that address. False if the company has `kMost` others.
  [[nodiscard]] bool put(const std::string& company_id, const MailRecipient& recipient,
                         host_sdk::Timestamp now);

  /// False if the company has no such recipient.
  [[nodiscard]] bool remove(const std::string& company_id, std::string_view address, host_sdk::Timestamp now);

 private:
  HostDatabase& database_;
  const std::map<std::string, std::vector<std::string>> defaults_;
};

}  // namespace sample_host
