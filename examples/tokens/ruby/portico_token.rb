# Ruby 2.7 or newer, with nothing but its standard library.
require "base64"
require "json"
require "openssl"
require "securerandom"

# Call it for each request of your page, after you have checked who is signed in.
def portico_token(claims)
  key = OpenSSL::PKey::RSA.new(ENV.fetch("PORTICO_PRIVATE_KEY"))
  now = Time.now.to_i
  header = { alg: "RS256", typ: "JWT", kid: ENV.fetch("PORTICO_KEY_ID") }
  payload = {
    aud: "portico:#{ENV.fetch('PORTICO_ENVIRONMENT')}",
    iat: now,
    exp: now + 300, # 600 at most
    jti: SecureRandom.uuid, # each token works once
  }.merge(claims)
  signed = [header, payload].map { |part| Base64.urlsafe_encode64(JSON.generate(part), padding: false) }.join(".")
  "#{signed}.#{Base64.urlsafe_encode64(key.sign('SHA256', signed), padding: false)}"
end

if __FILE__ == $PROGRAM_NAME
  print portico_token(
    customer: "globex", # your own id of the company
    customer_name: "Globex",
    sub: "gwen", # your own id of the person
    name: "Gwen",
    role: "admin", # admin, member or viewer
    plan: "pro",
  )
end
