// Node of its time: the same lines as driver.py, in the JavaScript of 2013.
'use strict';
var fs = require('fs'), tls = require('tls'), readline = require('readline');

var SSL_OP_NO_TICKET = 0x4000, SSL_OP_NO_SSLv2 = 0x1000000;
var PATIENCE = 10000;

var server = null, outcomes = [], waiting = null, session = null;

function say(line) {
  process.stdout.write(line.replace(/\n/g, ' ') + '\n');
}

function words(list) {
  var found = {};
  list.forEach(function (word) {
    var at = word.indexOf('=');
    found[word.slice(0, at)] = word.slice(at + 1);
  });
  return found;
}

function file(name) {
  return name && fs.readFileSync(name);
}

function options(wanted) {
  return {
    secureProtocol: wanted.version + '_method',
    secureOptions: SSL_OP_NO_TICKET | (wanted.version === 'SSLv23' && !wanted.v2hello ? SSL_OP_NO_SSLv2 : 0),
    ciphers: wanted.ciphers,
    cert: file(wanted.cert),
    key: file(wanted.key),
    ca: wanted.ca && [file(wanted.ca)],
    dhparam: file(wanted.dh)
  };
}

function facts(socket) {
  var certificate = socket.getPeerCertificate();
  return 'ok cipher=' + socket.getCipher().name +
      ' resumed=' + (socket.isSessionReused() ? 'yes' : 'no') +
      (certificate && certificate.subject ? ' peer=' + certificate.subject.CN : '');
}

function ended(outcome) {
  if (waiting) {
    var answer = waiting;
    waiting = null;
    answer(outcome);
  } else {
    outcomes.push(outcome);
  }
}

function serve(wanted) {
  if (server) {
    server.close();
  }
  var chosen = options(wanted), sessions = {};
  outcomes = [];
  chosen.requestCert = wanted.client === 'wanted' || wanted.client === 'required';
  chosen.rejectUnauthorized = wanted.client === 'required';
  chosen.sessionIdContext = 'old';
  server = tls.createServer(chosen, function (socket) {
    var found = facts(socket), over = false;
    function end(outcome) {
      if (!over) {
        over = true;
        ended(outcome);
      }
    }
    socket.on('data', function (data) { socket.write(data); });
    socket.on('end', function () { socket.end(); });
    socket.on('close', function () { end(found); });
    socket.on('error', function (error) { end('failed ' + error.message); });
  });
  server.on('newSession', function (id, data, done) {
    sessions[id.toString('hex')] = data;
    if (done) {
      done();
    }
  });
  server.on('resumeSession', function (id, done) { done(null, sessions[id.toString('hex')] || null); });
  server.on('clientError', function (error) { ended('failed ' + error.message); });
  server.listen(0, '127.0.0.1', function () { say('ok port=' + server.address().port); });
}

function outcome() {
  if (outcomes.length > 0) {
    say(outcomes.shift());
    return;
  }
  var patience = setTimeout(function () {
    waiting = null;
    say('failed nobody has come to an end');
  }, PATIENCE);
  waiting = function (line) {
    clearTimeout(patience);
    say(line);
  };
}

function visit(wanted) {
  var chosen = options(wanted), over = false, echoed = '', at = 0;
  var messages = ['GET /ping HTTP/1.0\r\n\r\n', new Array(wanted.bulk / 10 + 1).join('0123456789')];
  chosen.host = '127.0.0.1';
  chosen.port = Number(wanted.port);
  chosen.rejectUnauthorized = wanted.ciphers.indexOf('ADH') < 0 && wanted.ciphers.indexOf('AECDH') < 0;
  chosen.checkServerIdentity = function () {};
  if (!wanted.v2hello) {
    chosen.servername = 'localhost'; // an extension, for which a hello of SSL 2.0 has no room
  }
  if (wanted.resume === 'yes') {
    chosen.session = session;
  }
  function end(line) {
    if (!over) {
      over = true;
      clearTimeout(patience);
      say(line);
    }
  }
  var patience = setTimeout(function () { end('failed no answer in time'); }, PATIENCE);
  var socket = tls.connect(chosen, function () {
    session = socket.getSession();
    var found = facts(socket);
    socket.on('data', function (data) {
      echoed += data.toString('binary');
      if (echoed.length < messages[at].length) {
        return;
      }
      if (echoed !== messages[at]) {
        end('failed the echo differs');
      } else if (++at === messages.length) {
        session = socket.getSession() || session;
        socket.end();
        end(found);
      } else {
        echoed = '';
        socket.write(messages[at]);
      }
    });
    socket.write(messages[0]);
  });
  socket.on('error', function (error) { end('failed ' + error.message); });
  socket.on('close', function () { end('failed closed before the echo was whole'); });
}

readline.createInterface({input: process.stdin, output: new (require('stream').Writable)()})
    .on('line', function (line) {
      var list = line.trim().split(' '), command = list.shift(), wanted = words(list);
      try {
        ({serve: serve, outcome: outcome, visit: visit})[command](wanted);
      } catch (error) {
        say('failed ' + error.message);
      }
    })
    .on('close', function () { process.exit(0); });
