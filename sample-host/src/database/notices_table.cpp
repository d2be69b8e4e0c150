#include "database/notices_table.hpp"

#include "database/host_database.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
namespace {

constexpr const char* kRemoving = "the notice cannot be removed";

void erase_topic(Session& session, const std::string& table, std::string_view plugin_id,
                 std::string_view company_id, std::string_view topic) {
  Query(session, "DELETE FROM " + table + " WHERE plugin_id = ? AND company_id = ? AND topic = ?")
      .text(plugin_id, "plugin_id")
      .text(company_id, "company_id")
      .text(topic, "topic")
      .run();
}

}  // namespace

void NoticesTable::put(const StoredNotice& stored) {
  const host_sdk::Notice& notice = stored.notice;
  database_.write("the notice cannot be stored", [&](Session& session) {
    erase_topic(session, "host_notices", stored.plugin_id, stored.company_id, notice.topic);
    Query(session,
          "INSERT INTO host_notices (plugin_id, company_id, topic, tone, title, body, at, mail, page) VALUES "
          "(?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .text(stored.plugin_id, "plugin_id")
        .text(stored.company_id, "company_id")
        .text(notice.topic, "topic")
        .number(static_cast<std::int64_t>(notice.tone))
        .text(notice.title, "title")
        .text(notice.text, "body")
        .number(host_sdk::to_microseconds(stored.at))
        .number(static_cast<std::int64_t>(notice.mail))
        .text(notice.page, "page")
        .run();
  });
}

void NoticesTable::dismiss(std::string_view plugin_id, std::string_view company_id, std::string_view topic) {
  database_.with_session(kRemoving, [&](Session& session) {
    erase_topic(session, "host_notices", plugin_id, company_id, topic);
  });
}

void NoticesTable::clear(std::string_view plugin_id, std::string_view company_id, std::string_view topic) {
  database_.write(kRemoving, [&](Session& session) {
    erase_topic(session, "host_notices", plugin_id, company_id, topic);
    erase_topic(session, "host_notice_mails", plugin_id, company_id, topic);
  });
}

std::vector<StoredNotice> NoticesTable::of_company(std::string_view company_id) {
  return database_.with_session("the notices cannot be read", [&](Session& session) {
    std::vector<StoredNotice> notices;
    Query(session,
          "SELECT plugin_id, company_id, topic, tone, title, body, at, mail, page FROM host_notices WHERE "
          "company_id = ? ORDER BY at DESC, plugin_id, topic")
        .text(company_id, "company_id")
        .read("tttnttnnt", [&](const sql::Row& row) {
          notices.push_back(
              {row.text(0), row.text(1),
               host_sdk::Notice{row.text(2), static_cast<host_sdk::page::Tone>(row.number(3)), row.text(4),
                                row.text(5), static_cast<host_sdk::NoticeMail>(row.number(7)), row.text(8)},
               host_sdk::from_microseconds(row.number(6))});
        });
    return notices;
  });
}

}  // namespace sample_host
